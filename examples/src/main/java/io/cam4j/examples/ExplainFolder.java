package io.cam4j.examples;

import io.cam4j.ClassActivation;
import io.cam4j.ClassActivationMapper;
import io.cam4j.onnx.OnnxClassActivationMapper;
import io.cam4j.render.Overlay;
import io.cam4j.render.files.ImageFiles;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Explains all pictures of a folder: {@code model.onnx photos overlays}. */
public final class ExplainFolder {
    private ExplainFolder() {}

    /** Writes an overlay of its most probable class for each picture; one that cannot be read stops none of the others. */
    public static void main(String... arguments) throws IOException {
        Path results = Files.createDirectories(Path.of(arguments[2]));
        try (ClassActivationMapper mapper = OnnxClassActivationMapper.open(Path.of(arguments[0]))) {
            for (Path file : pictures(Path.of(arguments[1]))) {
                try {
                    BufferedImage photo = ImageFiles.read(file);
                    ClassActivation top = mapper.explain(photo, 1).top();
                    ImageFiles.write(Overlay.jet().paint(photo, top), results.resolve(file.getFileName() + ".png"));
                    System.out.printf("%s: %s%n", file.getFileName(), top.name());
                } catch (IOException e) {
                    System.out.println(e.getMessage());
                }
            }
        }
    }

    private static List<Path> pictures(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(ImageFiles::hasReadableExtension).sorted().toList();
        }
    }
}
