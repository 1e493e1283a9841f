package io.cam4j.render.files;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Where a picture's bytes come from; they are read twice, for the pixels and for the metadata. */
interface ImageSource {
    /** Returns what to call it in messages. */
    String name();

    /** Opens the bytes for a reader of pixels. */
    ImageInputStream openPixels() throws IOException;

    /** Opens the bytes for a reader of metadata. */
    InputStream openMetadata() throws IOException;

    /** Returns a file's bytes; they stay in the file. */
    static ImageSource of(Path file) {
        return new ImageSource() {
            @Override
            public String name() {
                return file.toString();
            }

            @Override
            public ImageInputStream openPixels() throws IOException {
                return isOnDisk(file)
                        ? new FileImageInputStream(file.toFile())
                        : new MemoryCacheImageInputStream(Files.newInputStream(file));
            }

            @Override
            public InputStream openMetadata() throws IOException {
                return new BufferedInputStream(Files.newInputStream(file));
            }
        };
    }

    private static boolean isOnDisk(Path file) {
        return "file".equals(file.getFileSystem().provider().getScheme());
    }

    /** Returns bytes in memory. */
    static ImageSource of(byte[] bytes, String name) {
        return new ImageSource() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public ImageInputStream openPixels() {
                return new MemoryCacheImageInputStream(openMetadata());
            }

            @Override
            public InputStream openMetadata() {
                return new ByteArrayInputStream(bytes);
            }
        };
    }
}
