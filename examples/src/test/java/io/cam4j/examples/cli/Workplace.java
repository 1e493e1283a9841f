package io.cam4j.examples.cli;

import io.cam4j.examples.demo.DemoModel;
import io.cam4j.examples.demo.DemoScenes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A folder with the demo model, its labels and one of its pictures, as a user would have them. */
record Workplace(Path folder) {
    static Workplace in(Path folder) throws IOException {
        DemoModel.copyTo(folder.resolve("shapes.onnx"));
        Files.writeString(
                folder.resolve("labels.txt"),
                String.join("\n", DemoModel.labels().names()));
        Files.write(folder.resolve("scene.png"), DemoScenes.all().get(0).png());
        return new Workplace(folder);
    }

    Path model() {
        return folder.resolve("shapes.onnx");
    }

    Path labels() {
        return folder.resolve("labels.txt");
    }

    Path picture() {
        return folder.resolve("scene.png");
    }

    Path out() {
        return folder.resolve("out");
    }

    /** Copies the picture to another name. */
    Path picture(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent() == null ? folder : file.getParent());
        return Files.copy(picture(), file);
    }

    Path text(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
