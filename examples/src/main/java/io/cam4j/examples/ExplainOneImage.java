package io.cam4j.examples;

import io.cam4j.ClassActivationMapper;
import io.cam4j.Explanation;
import io.cam4j.onnx.OnnxClassActivationMapper;
import io.cam4j.render.Overlay;
import io.cam4j.render.files.ImageFiles;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;

/** Explains one image: {@code model.onnx dog.jpg dog-cam.png}. */
public final class ExplainOneImage {
    private ExplainOneImage() {}

    /** Prints the five most probable classes and writes where the network saw the first. */
    public static void main(String... arguments) throws IOException {
        BufferedImage photo = ImageFiles.read(Path.of(arguments[1])); // or read(stream, "dog.jpg")
        try (ClassActivationMapper mapper = OnnxClassActivationMapper.open(Path.of(arguments[0]))) {
            Explanation explanation = mapper.explain(photo, 5);
            System.out.print(explanation); // the five classes with their probabilities, best first
            float[] probabilities = explanation.probabilities(); // of all classes the model knows
            System.out.println(probabilities.length + " classes in all");
            ImageFiles.write(Overlay.jet().paint(photo, explanation.top()), Path.of(arguments[2]));
        }
    }
}
