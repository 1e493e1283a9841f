package io.cam4j.render.files;

import com.twelvemonkeys.imageio.util.ProgressListenerBase;
import io.cam4j.pixels.SrgbPixels;
import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/** From bytes to an upright picture. */
final class ImageDecoder {
    /** Warnings that leave all pixels in place; any other means that some are missing or made up. */
    private static final Pattern HARMLESS = Pattern.compile(
            "extraneous bytes|color|ICC|Photometric|metadata|Exif|JFIF|Adobe|ByteCount < required",
            Pattern.CASE_INSENSITIVE);

    private static final String NO_MEMORY =
            "the %s does not fit into memory; make it smaller, or give Java more with -Xmx";

    private final String name;
    private final ImageReading reading;

    ImageDecoder(String name, ImageReading reading) {
        this.name = name;
        this.reading = reading;
    }

    BufferedImage decode(ImageSource source) throws IOException {
        try (ImageInputStream input = source.open()) {
            if (input.length() == 0) {
                throw new UnreadableImageException(name, "a picture expected, the file is empty");
            }
            Container container = Container.of(input);
            ImageReader reader = ImagePlugins.readerOf(container);
            if (reader == null) {
                throw new UnreadableImageException(
                        name,
                        "a picture expected, the content is of no known format; readable are %s"
                                .formatted(String.join(", ", ImagePlugins.extensions())));
            }
            try {
                return decode(reader, container);
            } finally {
                reader.dispose();
            }
        } catch (OutOfMemoryError e) {
            throw new UnreadableImageException(name, "file", NO_MEMORY.formatted("file"), e);
        }
    }

    private BufferedImage decode(ImageReader reader, Container container) throws IOException {
        String format = "picture";
        try {
            format = reader.getFormatName().toUpperCase(Locale.ROOT);
            container.pixels().seek(0);
            reader.setInput(container.pixels(), false, true);
            Dimension size = new Dimension(reader.getWidth(0), reader.getHeight(0));
            checkSize(format, container.sizeOf(size));
            if (!container.whole() && !reading.takesTruncated()) {
                throw damaged(format, "it ends too early", null);
            }
            BufferedImage picture = pixels(reader, format, parameters(reader, container, size));
            return upright(container.place(picture), container.orientation());
        } catch (UnreadableImageException e) {
            throw e;
        } catch (IOException | RuntimeException e) { // readers meet damage with exceptions of every kind
            throw damaged(format, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(), e);
        } catch (OutOfMemoryError e) {
            throw new UnreadableImageException(name, format, NO_MEMORY.formatted(format), e);
        }
    }

    private void checkSize(String format, Dimension size) throws UnreadableImageException {
        if (size.width < 1 || size.height < 1) {
            throw new UnreadableImageException(
                    name,
                    format,
                    "a picture with pixels expected, got a %s of %d × %d".formatted(format, size.width, size.height),
                    null);
        }
        if ((long) size.width * size.height > reading.maxPixels()) {
            throw new UnreadableImageException(
                    name,
                    format,
                    "at most %,d pixels expected, got a %s of %d × %d; make the picture smaller, or raise the limit"
                            .formatted(reading.maxPixels(), format, size.width, size.height),
                    null);
        }
    }

    private ImageReadParam parameters(ImageReader reader, Container container, Dimension size) throws IOException {
        ImageReadParam parameters = reader.getDefaultReadParam();
        if (container.kind() != Container.Kind.OTHER) {
            boolean transposed = container.orientation().isTransposed();
            int factor =
                    reading.subsampling(transposed ? size.height : size.width, transposed ? size.width : size.height);
            int middle = (factor - 1) / 2;
            parameters.setSourceSubsampling(factor, factor, middle, middle);
        }
        return parameters;
    }

    private BufferedImage pixels(ImageReader reader, String format, ImageReadParam parameters) throws IOException {
        if (reading.takesTruncated()) {
            return whatThereIs(reader, parameters);
        }
        List<String> damages = new ArrayList<>();
        reader.addIIOReadWarningListener((origin, warning) -> {
            if (!HARMLESS.matcher(warning).find()) {
                damages.add(warning);
            }
        });
        BufferedImage picture = reader.read(0, parameters);
        if (!damages.isEmpty()) {
            throw damaged(format, damages.get(0), null);
        }
        return picture;
    }

    /** Decodes into a picture made beforehand, which keeps what was decoded when the reader gives up. */
    private static BufferedImage whatThereIs(ImageReader reader, ImageReadParam parameters) throws IOException {
        BufferedImage picture = reader.getImageTypes(0)
                .next()
                .createBufferedImage(
                        sampled(
                                reader.getWidth(0),
                                parameters.getSourceXSubsampling(),
                                parameters.getSubsamplingXOffset()),
                        sampled(
                                reader.getHeight(0),
                                parameters.getSourceYSubsampling(),
                                parameters.getSubsamplingYOffset()));
        parameters.setDestination(picture);
        Start start = new Start();
        reader.addIIOReadProgressListener(start);
        try {
            return reader.read(0, parameters);
        } catch (IOException | RuntimeException e) {
            if (start.made) {
                return picture;
            }
            throw e;
        }
    }

    private static int sampled(int length, int step, int offset) {
        return (length - offset + step - 1) / step;
    }

    /** Whether any pixels were decoded. */
    private static final class Start extends ProgressListenerBase {
        private boolean made;

        @Override
        public void imageProgress(ImageReader reader, float percentageDone) {
            made |= percentageDone > 0;
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

    private UnreadableImageException damaged(String format, String reason, @Nullable Throwable cause) {
        String text = "%s expected to be whole, it is damaged or of an unknown kind: %s".formatted(format, reason);
        return new UnreadableImageException(name, format, text, cause);
    }
}
