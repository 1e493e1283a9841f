package io.cam4j.onnx.graph;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Values that a model keeps in other files (ONNX, "External Data"). A model may name files in its own folder and those
 * below it, and nothing else; where the model or those files are links, what they lead to has to be so too.
 */
final class ExternalData {
    private final Path folder;
    private final Path realFolder;

    /**
     * Takes where to look.
     *
     * @param folder the model's, as the caller names it
     * @param realFolder the one the model's file really is in
     */
    ExternalData(Path folder, Path realFolder) {
        this.folder = folder;
        this.realFolder = realFolder;
    }

    /** Returns a tensor that finds its values from the folder the model's file really is in. */
    TensorProto relocated(TensorProto tensor) {
        TensorProto.Builder relocated = tensor.toBuilder();
        for (StringStringEntryProto.Builder entry : relocated.getExternalDataBuilderList()) {
            if (entry.getKey().equals("location")) {
                entry.setValue(realFolder
                        .relativize(file(tensor.getName(), entry.getValue()))
                        .toString()
                        .replace(File.separatorChar, '/'));
            }
        }
        return relocated.build();
    }

    /**
     * Returns a tensor's bytes, little-endian, from the file they are in; nothing is copied.
     *
     * @param bytes how many there have to be
     * @throws MalformedGraphException if the file is missing, elsewhere, or too short
     */
    ByteBuffer bytes(TensorProto tensor, long bytes) {
        Map<String, String> entries = tensor.getExternalDataList().stream()
                .collect(Collectors.toMap(
                        StringStringEntryProto::getKey, StringStringEntryProto::getValue, (first, second) -> second));
        Path file = file(tensor.getName(), entries.getOrDefault("location", ""));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long offset = Long.parseLong(entries.getOrDefault("offset", "0"));
            long length = Long.parseLong(entries.getOrDefault("length", String.valueOf(bytes)));
            if (length != bytes || offset < 0 || offset > channel.size() - bytes) {
                throw new MalformedGraphException("tensor '%s': %d bytes expected at %d of %s, got %d of a file of %d"
                        .formatted(tensor.getName(), bytes, offset, file, length, channel.size()));
            }
            return channel.map(FileChannel.MapMode.READ_ONLY, offset, bytes).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException | NumberFormatException e) {
            throw new MalformedGraphException(
                    "tensor '%s' keeps its values in %s, which cannot be read: %s"
                            .formatted(tensor.getName(), file, e.getMessage()),
                    e);
        }
    }

    private Path file(String tensor, String location) {
        try {
            Path file = folder.resolve(location).normalize();
            if (!location.isEmpty() && !Path.of(location).isAbsolute() && Files.isRegularFile(file)) {
                Path real = file.toRealPath();
                if (real.startsWith(folder.toRealPath()) || real.startsWith(realFolder)) {
                    return real;
                }
            }
            throw new MalformedGraphException(
                    "tensor '%s' keeps its values in '%s'; a file beside the model or below it expected, put it there"
                            .formatted(tensor, location));
        } catch (InvalidPathException | IOException e) {
            throw new MalformedGraphException("tensor '%s': '%s' is no name of a file".formatted(tensor, location), e);
        }
    }
}
