package io.cam4j.render.files;

import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A picture's file taken apart, within limits, before any reader of pixels sees it. What such a reader does not need (texts,
 * thumbnails, profiles, blocks of metadata) is kept from it, so that it can do no harm there.
 *
 * @param pixels what the reader is to be given
 * @param orientation which way up the picture is to be shown
 * @param canvas where the reader's picture belongs; null where it is the whole, or the file does not say
 * @param whole whether the file ends where its content does, as far as that was looked at
 * @param kind what can be said of the format
 */
record Container(
        PixelStream pixels,
        Orientation orientation,
        @Nullable Canvas canvas,
        boolean whole,
        Kind kind) {
    /** Formats that are treated in a way of their own. */
    enum Kind {
        /** A JPEG of gray or sRGB pixels, which the JDK's own reader gets right. */
        PLAIN_JPEG,
        /** A PNG. */
        PNG,
        /** Any other. */
        OTHER
    }

    private static final long PNG = 0x89504e470d0a1a0aL;
    private static final int GIF = 0x474946;
    private static final int RIFF = 0x52494646;
    private static final int JPEG = 0xffd8;

    /** Returns what a stream holds; what is unknown or broken is left to the readers as it is. */
    static Container of(ImageInputStream input) throws IOException {
        try {
            input.seek(0);
            return of(input, input.readLong());
        } catch (EOFException e) {
            return untouched(input, Orientation.UPRIGHT);
        }
    }

    private static Container of(ImageInputStream input, long magic) throws IOException {
        int firstFour = (int) (magic >>> 32);
        if (magic == PNG) {
            return PngContainer.open(input);
        }
        if (firstFour >>> 16 == JPEG) {
            return JpegContainer.open(input);
        }
        if (firstFour >>> 8 == GIF) {
            return GifContainer.open(input);
        }
        if (firstFour == RIFF) {
            return WebpContainer.open(input);
        }
        return TiffContainer.is(firstFour)
                ? TiffContainer.open(input, firstFour)
                : untouched(input, Orientation.UPRIGHT);
    }

    /** Returns the stream as it is. */
    static Container untouched(ImageInputStream input, Orientation orientation) throws IOException {
        return new Container(new PixelStream(input), orientation, null, true, Kind.OTHER);
    }

    /** Returns the size of the whole picture, given that of the one the reader makes. */
    Dimension sizeOf(Dimension read) {
        return canvas == null
                ? read
                : new Dimension(Math.max(read.width, canvas.width()), Math.max(read.height, canvas.height()));
    }

    /** Returns the whole picture, given the one the reader made. */
    BufferedImage place(BufferedImage read) {
        return canvas == null ? read : canvas.place(read);
    }
}
