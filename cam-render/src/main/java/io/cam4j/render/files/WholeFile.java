package io.cam4j.render.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.UUID;

/** A file that appears when it is complete: it is written beside its place, and moved there at the end. */
public final class WholeFile {
    private WholeFile() {}

    /** What goes into the file. */
    @FunctionalInterface
    public interface Content {
        /** Writes all of it; the stream is closed by the caller. */
        void writeTo(OutputStream output) throws IOException;
    }

    /**
     * Writes a file; one of that name is replaced. If that fails, what was there stays as it was.
     *
     * @throws NoSuchFileException if the folder does not exist
     * @throws IOException if the file cannot be written
     */
    public static void write(Path file, Content content) throws IOException {
        Path unfinished = beside(file); // with the usual permissions
        try {
            try (OutputStream output = Files.newOutputStream(unfinished, StandardOpenOption.CREATE_NEW)) {
                content.writeTo(output);
            }
            move(unfinished, file);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /**
     * Returns the name of a file that does not exist, in the same folder, for something unfinished.
     *
     * @throws NoSuchFileException if the folder does not exist
     */
    public static Path beside(Path file) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a folder");
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(
                    file.toString(), null, "the folder %s does not exist; make it first".formatted(folder));
        }
        return folder.resolve(".%s.part".formatted(UUID.randomUUID()));
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
