package io.cam4j.examples.cli;

import io.cam4j.render.files.ImageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From what stands on the command line to pictures with a folder name each. */
final class ImageInputs {
    private ImageInputs() {}

    /**
     * Returns the pictures, folders replaced by what they hold (not their subfolders) in the order of names; each file
     * once.
     *
     * @throws UsageException if a folder cannot be listed or holds no picture, or two pictures would share a result
     */
    static List<ImageInput> of(List<Path> arguments) {
        Map<Path, Path> files = new LinkedHashMap<>(); // by where they really are
        for (Path argument : arguments) {
            List<Path> pictures = Files.isDirectory(argument) ? picturesIn(argument) : List.of(argument);
            pictures.forEach(picture -> files.putIfAbsent(real(picture), picture));
        }
        return named(List.copyOf(files.values()));
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return file.toAbsolutePath(); // reported when it is its turn
        }
    }

    private static List<Path> picturesIn(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> pictures = entries.filter(ImageFiles::hasReadableExtension)
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
            if (pictures.isEmpty()) {
                throw new UsageException("the folder %s holds no pictures; their names end in %s"
                        .formatted(folder, String.join(", ", ImageFiles.readableExtensions())));
            }
            return pictures;
        } catch (IOException e) {
            throw new UsageException("the folder %s cannot be listed: %s".formatted(folder, e.getMessage()), e);
        }
    }

    /** Names results by stem; where pictures would share one, all of these by their whole name. */
    private static List<ImageInput> named(List<Path> files) {
        Map<Path, String> names = new LinkedHashMap<>();
        files.forEach(file -> names.put(file, stem(file)));
        Set<String> shared = shared(names);
        while (!shared.isEmpty()) {
            Map<Path, String> before = Map.copyOf(names);
            Set<String> taken = shared;
            names.replaceAll((file, name) -> taken.contains(folded(name)) ? fileName(file) : name);
            if (before.equals(names)) {
                throw new UsageException(
                        "pictures of different names expected, got %s; explain them in runs of their own"
                                .formatted(files.stream()
                                        .filter(file -> taken.contains(folded(names.get(file))))
                                        .toList()));
            }
            shared = shared(names);
        }
        List<ImageInput> inputs = new ArrayList<>();
        names.forEach((file, name) -> inputs.add(new ImageInput(file, name)));
        return List.copyOf(inputs);
    }

    private static Set<String> shared(Map<Path, String> names) {
        return names.values().stream()
                .map(ImageInputs::folded)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .entrySet()
                .stream()
                .filter(entry -> entry.getValue() > 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Some file systems take names that differ in case for one. */
    private static String folded(@Nullable String name) {
        return String.valueOf(name).toLowerCase(Locale.ROOT);
    }

    /** The name without its last extension; the whole name where that would be no name of a folder. */
    private static String stem(Path file) {
        String name = fileName(file);
        int dot = name.lastIndexOf('.');
        String stem = dot < 0 ? name : name.substring(0, dot);
        return stem.isBlank() || stem.equals(".") || stem.equals("..") ? name : stem;
    }

    private static String fileName(Path file) {
        Path name = file.getFileName();
        return name == null ? file.toString() : name.toString();
    }
}
