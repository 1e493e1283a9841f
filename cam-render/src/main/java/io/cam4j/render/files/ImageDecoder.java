package io.cam4j.render.files;

import io.cam4j.pixels.SrgbPixels;
import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/** From bytes to an upright picture. */
final class ImageDecoder {
    private static final int BYTES_PER_PIXEL = 3; // of a picture that is handed out, at least

    private final String name;
    private final ImageReading reading;
    private String format = "file";

    ImageDecoder(String name, ImageReading reading) {
        this.name = name;
        this.reading = reading;
    }

    BufferedImage decode(ImageSource source) throws IOException {
        try (ImageInputStream input = source.open()) {
            if (input.length() == 0) {
                throw new UnreadableImageException(name, "a picture expected, the file is empty");
            }
            return decode(Container.of(input));
        } catch (HarmfulFileException e) {
            format = e.format();
            throw refusal(
                    "a picture expected, got a %s with %s; write it anew with a program you trust"
                            .formatted(format, e.getMessage()),
                    e);
        } catch (OutOfMemoryError e) {
            throw tooLargeForMemory(e);
        }
    }

    private BufferedImage decode(Container container) throws IOException {
        ImageReader reader = ImagePlugins.readerOf(container);
        if (reader == null) {
            throw new UnreadableImageException(
                    name,
                    "a picture expected, the content is of no known format; readable are %s"
                            .formatted(String.join(", ", ImagePlugins.extensions())));
        }
        try {
            format = reader.getFormatName().toUpperCase(Locale.ROOT);
            return decode(container, reader);
        } catch (UnreadableImageException | ClosedByInterruptException e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError e) { // readers meet damage with all of them
            throw damaged(reason(e), e);
        } finally {
            reader.dispose();
        }
    }

    private BufferedImage decode(Container container, ImageReader reader) throws IOException {
        container.pixels().seek(0);
        reader.setInput(container.pixels(), false, true);
        Dimension size = container.sizeOf(new Dimension(reader.getWidth(0), reader.getHeight(0)));
        checkSize(size);
        int step = step(container, size);
        if ((long) size.width * size.height / step / step * BYTES_PER_PIXEL
                > Runtime.getRuntime().maxMemory()) {
            throw tooLargeForMemory(null);
        }
        if (!container.whole() && !reading.takesTruncated()) {
            throw damaged("it ends too early", null);
        }
        PixelReader pixels = new PixelReader(reader, step);
        BufferedImage picture = reading.takesTruncated() ? pixels.whatThereIs() : pixels.whole();
        return upright(container.place(picture), container.orientation());
    }

    /** Returns of how many pixels along each axis one is to be decoded; only some readers take the right ones. */
    private int step(Container container, Dimension size) {
        if (container.kind() == Container.Kind.OTHER) {
            return 1;
        }
        return container.orientation().isTransposed()
                ? reading.subsampling(size.height, size.width)
                : reading.subsampling(size.width, size.height);
    }

    private void checkSize(Dimension size) throws UnreadableImageException {
        if (size.width < 1 || size.height < 1) {
            throw refusal(
                    "a picture with pixels expected, got a %s of %d × %d".formatted(format, size.width, size.height),
                    null);
        }
        if ((long) size.width * size.height > reading.maxPixels()) {
            throw refusal(
                    "at most %,d pixels expected, got a %s of %d × %d; make the picture smaller, or raise the limit"
                            .formatted(reading.maxPixels(), format, size.width, size.height),
                    null);
        }
    }

    private static BufferedImage upright(BufferedImage stored, Orientation orientation) {
        if (orientation != Orientation.UPRIGHT) {
            return orientation.apply(stored);
        }
        boolean plain = stored.getType() == BufferedImage.TYPE_3BYTE_BGR
                && stored.getColorModel().getColorSpace().isCS_sRGB();
        return plain ? stored : SrgbPixels.opaque(stored);
    }

    /** Readers' messages say what they were about, those of their causes what happened. */
    private static String reason(Throwable e) {
        String message = e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getMessage().strip();
        Throwable cause = e.getCause();
        return cause == null || cause.getMessage() == null || message.contains(cause.getMessage())
                ? message
                : message + ": " + cause.getMessage();
    }

    private UnreadableImageException damaged(String reason, @Nullable Throwable cause) {
        return refusal(
                "%s expected to be whole, it is damaged or of an unknown kind: %s".formatted(format, reason), cause);
    }

    private UnreadableImageException tooLargeForMemory(@Nullable Throwable cause) {
        return refusal(
                "the %s does not fit into memory; make it smaller, or give Java more with -Xmx".formatted(format),
                cause);
    }

    private UnreadableImageException refusal(String reason, @Nullable Throwable cause) {
        return new UnreadableImageException(name, format, reason, cause);
    }
}
