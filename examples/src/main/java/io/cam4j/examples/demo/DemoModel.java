package io.cam4j.examples.demo;

import io.cam4j.ClassActivationMapper;
import io.cam4j.Labels;
import io.cam4j.onnx.OnnxClassActivationMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The classifier that comes with the program: eight classes of filled shapes, input [n, 3, 128, 128], features
 * [n, 80, 16, 16]. How it was made stands in {@code examples/src/demo-model}.
 */
public final class DemoModel {
    private static final String MODEL = "shapes.onnx";
    private static final String LABELS = "shapes.json";

    private DemoModel() {}

    /**
     * Opens the demo model, with its labels, on the CPU. The file it is read from, in the folder for temporary files, is
     * gone when the JVM ends.
     *
     * @return a mapper to be closed by the caller
     * @throws UncheckedIOException if the model cannot be written to the folder for temporary files
     */
    public static ClassActivationMapper open() {
        try {
            Path folder = Files.createTempDirectory("cam4j-demo");
            Path model = folder.resolve(MODEL);
            folder.toFile().deleteOnExit(); // after what is in it: the last named goes first
            model.toFile().deleteOnExit();
            copyTo(model);
            return open(model);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the demo model cannot be unpacked to %s; name another folder with -Djava.io.tmpdir=…"
                            .formatted(System.getProperty("java.io.tmpdir")),
                    e);
        }
    }

    /**
     * Writes the model's file, to be used like any other.
     *
     * @param file to be written; a file of that name is replaced
     * @throws IOException if it cannot be written
     */
    public static void copyTo(Path file) throws IOException {
        Files.write(file, resource(MODEL));
    }

    /** Returns the names of the model's classes. */
    public static Labels labels() {
        try {
            return Labels.parse(new String(resource(LABELS), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ClassActivationMapper open(Path model) {
        ClassActivationMapper mapper =
                OnnxClassActivationMapper.builder(model).labels(labels()).open();
        try {
            mapper.provenance().model().sha256(); // read from the file, which is about to go
            return mapper;
        } catch (RuntimeException e) {
            mapper.close();
            throw e;
        }
    }

    /** Reads a file that lies beside this class. */
    static byte[] resource(String name) throws IOException {
        try (InputStream in = DemoModel.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("%s expected beside %s, got none; build the program again"
                        .formatted(name, DemoModel.class.getName()));
            }
            return in.readAllBytes();
        }
    }
}
