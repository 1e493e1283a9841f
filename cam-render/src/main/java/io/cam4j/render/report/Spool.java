package io.cam4j.render.report;

import io.cam4j.render.files.WholeFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A part of a page that grows in a file until the page is put together. */
final class Spool implements AutoCloseable {
    private final Path file;
    private final BufferedWriter writer;

    private Spool(Path file, BufferedWriter writer) {
        this.file = file;
        this.writer = writer;
    }

    static Spool beside(Path target) throws IOException {
        Path file = WholeFile.beside(target);
        return new Spool(file, Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW));
    }

    /** Adds a line. */
    void add(String text) throws IOException {
        writer.write(text);
        writer.write('\n');
    }

    void copyTo(OutputStream output) throws IOException {
        writer.flush();
        Files.copy(file, output);
    }

    @Override
    public void close() throws IOException {
        try {
            writer.close();
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
