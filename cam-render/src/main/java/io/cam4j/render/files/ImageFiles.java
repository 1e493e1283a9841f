package io.cam4j.render.files;

import io.cam4j.pixels.SrgbPixels;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.SortedSet;
import javax.imageio.ImageIO;

/**
 * Reads and writes picture files. Reads whatever an ImageIO reader opens: JPEG (CMYK too), PNG, GIF, BMP, TIFF, WebP.
 * Stateless, thread-safe.
 */
public final class ImageFiles {
    /** Most pixels a picture may have unless the caller says otherwise: 100 million. */
    public static final long DEFAULT_MAX_PIXELS = 100_000_000;

    private ImageFiles() {}

    /**
     * Reads a picture of at most {@link #DEFAULT_MAX_PIXELS} pixels as opaque sRGB, 8 bits a channel, turned the way its
     * Exif orientation says, of several frames or pages the first.
     *
     * <ul>
     *   <li>Transparency is composited on white.
     *   <li>Of 16 or 32 bits a channel the upper 8 are kept; fewer are spread over the whole range; of floating-point values
     *       0 to 1 is black to white, the rest clipped; palettes are looked up.
     *   <li>Gray is taken as it is, for all three channels.
     *   <li>CMYK and colors with an embedded ICC profile are converted to sRGB (of PNG and WebP the profile is ignored).
     * </ul>
     *
     * @return a new picture of type {@link BufferedImage#TYPE_INT_RGB}, or {@link BufferedImage#TYPE_3BYTE_BGR} where the
     *     file's reader makes that
     * @throws UnreadableImageException if the file is no picture, is damaged, empty or too large; the size is checked
     *     before pixels are decoded
     * @throws NoSuchFileException if there is no such file
     * @throws IOException if the file cannot be read
     */
    public static BufferedImage read(Path file) throws IOException {
        return ImageReading.USUAL.read(file);
    }

    /**
     * As {@link #read(Path)} from a stream, which is read to its end and left open.
     *
     * @param name what to call the picture in messages
     */
    public static BufferedImage read(InputStream stream, String name) throws IOException {
        return ImageReading.USUAL.read(stream, name);
    }

    /** Returns the usual way of reading, to be changed: another limit, damaged pictures too, less than all pixels. */
    public static ImageReading reading() {
        return ImageReading.USUAL;
    }

    /** Returns the extensions of files that can be read, in lower case, without the dot, sorted. */
    public static SortedSet<String> readableExtensions() {
        return Collections.unmodifiableSortedSet(ImagePlugins.extensions());
    }

    /** Returns whether a file's name has one of {@link #readableExtensions()}, in any case. Does not open it. */
    public static boolean hasReadableExtension(Path file) {
        return ImagePlugins.extensions().contains(extension(file));
    }

    /**
     * Writes a picture in the format of the file name's extension: png, jpg, bmp, gif or tif. The file appears when it is
     * complete; one of that name is replaced.
     *
     * @throws IllegalArgumentException if no writer knows the extension
     * @throws IOException if the file cannot be written
     */
    public static void write(BufferedImage picture, Path file) throws IOException {
        String format = extension(file);
        if (!ImageIO.getImageWritersBySuffix(format).hasNext()) {
            throw new IllegalArgumentException(
                    "%s: a name ending in .png, .jpg, .bmp, .gif or .tif expected".formatted(file));
        }
        WholeFile.write(file, output -> encode(picture, format, output));
    }

    /**
     * Returns a picture as the bytes of a JPEG file; transparency is composited on white.
     *
     * @param quality 0 for small to 1 for fine
     * @throws IllegalArgumentException if the quality is not from 0 to 1
     * @throws IOException if the JDK's writer fails
     */
    public static byte[] jpeg(BufferedImage picture, double quality) throws IOException {
        if (!(quality >= 0 && quality <= 1)) { // written so that NaN fails too
            throw new IllegalArgumentException("quality: 0 to 1 expected, got %s".formatted(quality));
        }
        return JpegEncoder.encode(picture, quality);
    }

    /** JPEG's writer takes no transparency; it gets the picture composited on white. */
    private static void encode(BufferedImage picture, String format, OutputStream output) throws IOException {
        if (!ImageIO.write(picture, format, output) && !ImageIO.write(SrgbPixels.opaque(picture), format, output)) {
            throw new IOException("no writer of %s takes a picture of this kind".formatted(format));
        }
    }

    private static String extension(Path file) {
        Path name = file.getFileName();
        String text = name == null ? "" : name.toString();
        int dot = text.lastIndexOf('.');
        return dot < 0 ? "" : text.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
