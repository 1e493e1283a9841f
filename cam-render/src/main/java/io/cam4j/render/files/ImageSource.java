package io.cam4j.render.files;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.stream.ImageInputStream;

/** Where a picture's bytes come from. */
interface ImageSource {
    /** Opens the bytes, once; the stream knows its length. */
    ImageInputStream open() throws IOException;

    /** Returns a file's bytes; they stay in the file. */
    static ImageSource of(Path file) {
        return () -> new ChannelStream(Files.newByteChannel(file));
    }

    /** Returns what is left in a stream. */
    static ImageSource of(InputStream stream) {
        return () -> new ByteArrayImageInputStream(stream.readAllBytes());
    }
}
