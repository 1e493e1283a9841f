package io.cam4j.render.files;

import io.cam4j.preprocessing.Geometry;
import io.cam4j.preprocessing.Preprocessing;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How picture files are read where the usual way, {@link ImageFiles#read(Path)}, will not do. Begins with
 * {@link ImageFiles#reading()}; each setting returns another reading. Immutable, thread-safe.
 */
public final class ImageReading {
    /** What {@link ImageFiles#read(Path)} does. */
    static final ImageReading USUAL = new ImageReading(ImageFiles.DEFAULT_MAX_PIXELS, false, null);

    private final long maxPixels;
    private final boolean truncatedToo;
    private final @Nullable Preprocessing recipe;

    private ImageReading(long maxPixels, boolean truncatedToo, @Nullable Preprocessing recipe) {
        this.maxPixels = maxPixels;
        this.truncatedToo = truncatedToo;
        this.recipe = recipe;
    }

    /**
     * Sets the limit above which a picture is refused before its pixels are decoded. Default
     * {@link ImageFiles#DEFAULT_MAX_PIXELS}.
     *
     * @param pixels most pixels the picture may have, at least 1
     * @throws IllegalArgumentException if the limit is not positive
     */
    public ImageReading maxPixels(long pixels) {
        if (pixels < 1) {
            throw new IllegalArgumentException("maxPixels: 1 or more expected, got %d".formatted(pixels));
        }
        return new ImageReading(pixels, truncatedToo, recipe);
    }

    /**
     * Takes pictures whose pixels are damaged or cut off, as long as some of them can be decoded; the rest is black, gray
     * or white, as the format's reader leaves it. By default they are refused.
     */
    public ImageReading allowTruncated() {
        return new ImageReading(maxPixels, true, recipe);
    }

    /**
     * Decodes only every n-th pixel of every n-th row of a picture much larger than a network's input, with n the largest
     * that leaves at least two pixels for one the recipe scales the picture to. Twice as fast and of little memory for a
     * large photo, but pixels, and so scores and maps, differ a little from those of the whole photo: never done unless
     * asked for. JPEG and PNG; others are decoded in full.
     *
     * <p>What is returned is a picture of its own, 1/n of the photo's width and height, rounded: explain it and paint on it. A point (x, y) of it lies at (x · W / w, y · H / h) of a photo of W × H pixels, to within one pixel of the smaller
     * picture.
     *
     * @param recipe the mapper's, {@code mapper.provenance().preprocessing()}
     */
    public ImageReading forNetwork(Preprocessing recipe) {
        return new ImageReading(maxPixels, truncatedToo, recipe);
    }

    /**
     * Reads a picture.
     *
     * @return as of {@link ImageFiles#read(Path)}
     * @throws UnreadableImageException if the file is no picture, is damaged, empty or too large
     * @throws NoSuchFileException if there is no such file
     * @throws IOException if the file cannot be read
     */
    public BufferedImage read(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString(), null, "a picture expected, there is no such file");
        }
        if (!Files.isRegularFile(file)) {
            throw new UnreadableImageException(file.toString(), "a picture expected, this is not a file");
        }
        return new ImageDecoder(file.toString(), this).decode(ImageSource.of(file));
    }

    /**
     * Reads a picture from a stream, which is read to its end and left open.
     *
     * @param name what to call the picture in messages
     * @throws UnreadableImageException if the stream holds no picture, a damaged one, or more than memory takes
     * @throws IOException if the stream cannot be read
     */
    public BufferedImage read(InputStream stream, String name) throws IOException {
        return new ImageDecoder(name, this).decode(ImageSource.of(stream));
    }

    long maxPixels() {
        return maxPixels;
    }

    boolean takesTruncated() {
        return truncatedToo;
    }

    /**
     * Returns of how many pixels along each axis one is to be decoded.
     *
     * @param width of the picture as it is shown
     * @param height of the picture as it is shown
     */
    int subsampling(int width, int height) {
        if (recipe == null) {
            return 1;
        }
        int factor = 1;
        while (isTwiceEnough(recipe, width, height, factor + 1)) {
            factor++;
        }
        return factor;
    }

    private static boolean isTwiceEnough(Preprocessing recipe, int width, int height, int factor) {
        Geometry geometry = recipe.geometry(Math.max(1, width / factor), Math.max(1, height / factor));
        return geometry.scaleX() <= 0.5 && geometry.scaleY() <= 0.5;
    }
}
