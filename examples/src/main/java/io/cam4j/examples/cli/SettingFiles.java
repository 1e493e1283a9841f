package io.cam4j.examples.cli;

import io.cam4j.Labels;
import io.cam4j.preprocessing.Preprocessing;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The small files a command line may name: labels and recipes. */
final class SettingFiles {
    private static final long MAX_BYTES = 16L << 20; // a thousand times the labels of ImageNet

    private SettingFiles() {}

    /** Reads labels. @throws UsageException if the file cannot be read or holds no labels */
    static Labels labels(Path file) {
        try {
            return Labels.parse(text("--labels", file));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--labels %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** Returns a preset by its name, or the recipe in a file. @throws UsageException if it is neither */
    static Preprocessing preprocessing(String value) {
        return switch (value) {
            case "imagenet" -> Preprocessing.imageNet();
            case "tf" -> Preprocessing.tensorFlow();
            case "caffe" -> Preprocessing.caffe();
            default -> recipe(value);
        };
    }

    private static Preprocessing recipe(String value) {
        if (!value.endsWith(".json")) {
            throw new UsageException("--preprocess: imagenet, tf, caffe or the name of a .json file expected, got '%s'"
                    .formatted(value));
        }
        try {
            return Preprocessing.fromJson(text("--preprocess", Path.of(value)));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--preprocess %s: %s".formatted(value, e.getMessage()), e);
        }
    }

    private static String text(String option, Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new UsageException("%s %s: at most %d bytes expected, got %d"
                        .formatted(option, file, MAX_BYTES, Files.size(file)));
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new UsageException("%s %s: there is no such file".formatted(option, file), e);
        } catch (CharacterCodingException e) {
            throw new UsageException("%s %s: text in UTF-8 expected".formatted(option, file), e);
        } catch (IOException e) {
            throw new UsageException("%s %s: the file cannot be read: %s".formatted(option, file, e.getMessage()), e);
        }
    }
}
