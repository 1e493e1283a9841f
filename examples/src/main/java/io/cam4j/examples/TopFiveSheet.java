package io.cam4j.examples;

import io.cam4j.ClassActivationMapper;
import io.cam4j.Labels;
import io.cam4j.onnx.OnnxClassActivationMapper;
import io.cam4j.render.Overlay;
import io.cam4j.render.Sheet;
import io.cam4j.render.files.ImageFiles;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sets a photo and its five most probable classes side by side: {@code model.onnx labels.json dog.jpg sheet.png}. */
public final class TopFiveSheet {
    private TopFiveSheet() {}

    /** Writes the sheet. */
    public static void main(String... arguments) throws IOException {
        Labels labels = Labels.parse(Files.readString(Path.of(arguments[1])));
        BufferedImage photo = ImageFiles.read(Path.of(arguments[2]));
        try (ClassActivationMapper mapper = OnnxClassActivationMapper.builder(Path.of(arguments[0]))
                .labels(labels)
                .open()) {
            BufferedImage sheet = Sheet.of(Overlay.jet()).topK(photo, mapper.explain(photo, 5));
            ImageFiles.write(sheet, Path.of(arguments[3]));
        }
    }
}
