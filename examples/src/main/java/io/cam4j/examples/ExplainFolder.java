package io.cam4j.examples;

import io.cam4j.ClassActivation;
import io.cam4j.ClassActivationMapper;
import io.cam4j.ExplanationStream;
import io.cam4j.Outcome;
import io.cam4j.Request;
import io.cam4j.onnx.OnnxClassActivationMapper;
import io.cam4j.render.Overlay;
import io.cam4j.render.files.ImageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Explains all pictures of a folder, however many: {@code model.onnx photos overlays}. */
public final class ExplainFolder {
    private ExplainFolder() {}

    /** Writes an overlay of its most probable class for each picture; one that cannot be read stops none of the others. */
    public static void main(String... arguments) throws IOException {
        Path results = Files.createDirectories(Path.of(arguments[2]));
        try (ClassActivationMapper mapper = OnnxClassActivationMapper.open(Path.of(arguments[0]));
                ExplanationStream<Path> outcomes = mapper.explainEach(
                        pictures(Path.of(arguments[1])).iterator(), ImageFiles::read, Request.top(1))) {
            while (outcomes.hasNext()) { // in order; some are loaded ahead while the network runs
                Outcome<Path> outcome = outcomes.next();
                Path file = outcome.source();
                if (outcome instanceof Outcome.Explained<Path> explained) {
                    ClassActivation top = explained.explanation().top();
                    ImageFiles.write(
                            Overlay.jet().paint(explained.image(), top), results.resolve(file.getFileName() + ".png"));
                    System.out.printf("%s: %s%n", file.getFileName(), top.name());
                } else if (outcome instanceof Outcome.Failed<Path> failed) {
                    System.out.println(failed.cause().getMessage());
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
