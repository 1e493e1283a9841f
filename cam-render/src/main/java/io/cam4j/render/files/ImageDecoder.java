package io.cam4j.render.files;

import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/** From bytes to an upright picture. */
final class ImageDecoder {
    /** Warnings that leave all pixels in place; any other means that some are missing or made up. */
    private static final Pattern HARMLESS = Pattern.compile(
            "extraneous bytes|color|ICC|Photometric|metadata|Exif|JFIF|Adobe|ByteCount < required",
            Pattern.CASE_INSENSITIVE);

    private final ImageSource source;
    private final long maxPixels;

    ImageDecoder(ImageSource source, long maxPixels) {
        this.source = source;
        this.maxPixels = maxPixels;
    }

    BufferedImage decode() throws IOException {
        BufferedImage stored = pixels();
        try (InputStream metadata = source.openMetadata()) {
            return Orientation.of(metadata).apply(stored);
        } catch (OutOfMemoryError e) {
            throw tooLargeForMemory(e);
        }
    }

    private BufferedImage pixels() throws IOException {
        try (ImageInputStream input = source.openPixels()) {
            if (input.read() < 0) {
                throw new UnreadableImageException(source.name(), "a picture expected, the file is empty");
            }
            input.seek(0);
            ImageReader reader = ImagePlugins.readerOf(input);
            if (reader == null) {
                throw new UnreadableImageException(
                        source.name(),
                        "a picture expected, the content is of no known format; readable are %s"
                                .formatted(String.join(", ", ImagePlugins.extensions())));
            }
            try {
                reader.setInput(input);
                return checkedPixels(reader);
            } finally {
                reader.dispose();
            }
        }
    }

    private BufferedImage checkedPixels(ImageReader reader) throws IOException {
        String format = "image";
        try {
            format = reader.getFormatName().toUpperCase(Locale.ROOT);
            boolean gif = format.equals("GIF");
            checkSize(gif ? FirstFrame.screen(reader) : new Dimension(reader.getWidth(0), reader.getHeight(0)));
            List<String> damages = new ArrayList<>();
            reader.addIIOReadWarningListener((origin, warning) -> {
                if (!HARMLESS.matcher(warning).find()) {
                    damages.add(warning);
                }
            });
            BufferedImage picture = reader.read(0);
            if (!damages.isEmpty()) {
                throw damaged(format, damages.get(0), null);
            }
            return gif ? FirstFrame.onScreen(picture, reader) : picture;
        } catch (UnreadableImageException e) {
            throw e;
        } catch (IOException | RuntimeException e) { // readers meet damage with exceptions of every kind
            throw damaged(format, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(), e);
        } catch (OutOfMemoryError e) {
            throw tooLargeForMemory(e);
        }
    }

    private void checkSize(Dimension size) throws UnreadableImageException {
        if (size.width < 1 || size.height < 1) {
            throw new UnreadableImageException(
                    source.name(), "a picture with pixels expected, got %d × %d".formatted(size.width, size.height));
        }
        if ((long) size.width * size.height > maxPixels) {
            throw new UnreadableImageException(
                    source.name(),
                    "at most %,d pixels expected, got %d × %d; make the picture smaller, or raise the limit"
                            .formatted(maxPixels, size.width, size.height));
        }
    }

    private UnreadableImageException damaged(String format, String reason, @Nullable Throwable cause) {
        String text = "%s expected to be whole, it is damaged or of an unknown kind: %s".formatted(format, reason);
        return cause == null
                ? new UnreadableImageException(source.name(), text)
                : new UnreadableImageException(source.name(), text, cause);
    }

    private UnreadableImageException tooLargeForMemory(OutOfMemoryError e) {
        return new UnreadableImageException(
                source.name(), "the picture does not fit into memory; make it smaller, or give Java more with -Xmx", e);
    }
}
