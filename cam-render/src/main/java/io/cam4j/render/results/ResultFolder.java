package io.cam4j.render.results;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A folder that gets its files all at once: they are written beside it and moved in when they are complete. */
final class ResultFolder implements AutoCloseable {
    private final Path target;
    private final boolean overwrite;
    private final Path unfinished;

    private ResultFolder(Path target, boolean overwrite, Path unfinished) {
        this.target = target;
        this.overwrite = overwrite;
        this.unfinished = unfinished;
    }

    /**
     * Starts a result.
     *
     * @throws FileAlreadyExistsException if there is something at the target that may not be replaced
     * @throws IOException if the folder above cannot be made or written
     */
    static ResultFolder start(Path target, boolean overwrite) throws IOException {
        check(target, overwrite);
        Path above = parent(target);
        makeFolder(above);
        Path unfinished = above.resolve(".%s.part".formatted(UUID.randomUUID()));
        try {
            Files.createDirectory(unfinished);
        } catch (FileSystemException e) {
            throw new IOException("%s cannot be written: %s".formatted(above, reason(e)), e);
        }
        return new ResultFolder(target, overwrite, unfinished);
    }

    static void check(Path target, boolean overwrite) throws IOException {
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.isDirectory(target)) {
            throw new NotDirectoryException("%s is a file where a folder for the results is to be".formatted(target));
        }
        if (!overwrite) {
            throw new FileAlreadyExistsException(
                    target.toString(), null, "exists already; choose another place, or allow it to be overwritten");
        }
    }

    private static void makeFolder(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (FileSystemException e) {
            throw new IOException("the folder %s cannot be made: %s".formatted(folder, reason(e)), e);
        }
    }

    private static String reason(FileSystemException e) {
        if (e instanceof FileAlreadyExistsException) {
            return "%s is a file".formatted(e.getFile());
        }
        return e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
    }

    private static Path parent(Path target) {
        return Objects.requireNonNull(target.toAbsolutePath().getParent(), "the root is no result");
    }

    /** Returns where to write a file of the result. */
    Path file(String name) {
        return unfinished.resolve(name);
    }

    /**
     * Puts the files in place. Of an earlier result no file stays; files of other names are left alone. If that fails,
     * the earlier result is put back.
     */
    void finish() throws IOException {
        check(target, overwrite); // again: somebody else may have been faster
        if (!Files.exists(target)) {
            Files.move(unfinished, target);
            return;
        }
        Set<String> made = list(unfinished).stream().map(ResultFolder::name).collect(Collectors.toSet());
        Path earlier = Files.createDirectory(unfinished.resolveSibling(".%s.old".formatted(UUID.randomUUID())));
        try {
            moveOurs(target, earlier, made);
            moveOurs(unfinished, target, made);
        } catch (IOException e) {
            moveOurs(target, unfinished, made);
            moveOurs(earlier, target, made);
            throw new IOException(
                    "%s keeps its earlier result, the new one cannot be put there: %s".formatted(target, e), e);
        } finally {
            remove(earlier);
        }
    }

    private static void moveOurs(Path from, Path to, Set<String> made) throws IOException {
        for (Path file : list(from)) {
            boolean ours = ResultFiles.isOurs(name(file)) || made.contains(name(file));
            if (ours && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(file, to.resolve(name(file)));
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        for (Path file : list(folder)) {
            Files.delete(file);
        }
        Files.delete(folder);
    }

    private static String name(Path file) {
        return Objects.requireNonNull(file.getFileName(), "listed files have names")
                .toString();
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    /** Removes what is unfinished. */
    @Override
    public void close() throws IOException {
        if (Files.exists(unfinished)) {
            remove(unfinished);
        }
    }
}
