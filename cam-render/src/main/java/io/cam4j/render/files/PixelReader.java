package io.cam4j.render.files;

import com.twelvemonkeys.imageio.util.ProgressListenerBase;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.IIOException;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

/** A reader's first picture, every pixel of it or every n-th, whole or as far as it goes. */
final class PixelReader {
    /** Warnings that leave all pixels in place; any other means that some are missing or made up. */
    private static final Pattern HARMLESS = Pattern.compile(
            "extraneous bytes|color|ICC|Photometric|metadata|Exif|JFIF|Adobe|ByteCount < required",
            Pattern.CASE_INSENSITIVE);

    private final ImageReader reader;
    private final int step;
    private final int offset; // so that a pixel stands in the middle of those it stands for

    /**
     * Makes one.
     *
     * @param reader has its input
     * @param step of how many pixels along each axis one is wanted
     */
    PixelReader(ImageReader reader, int step) {
        this.reader = reader;
        this.step = step;
        offset = (step - 1) / 2;
    }

    /** Returns the picture; what the reader warns of is an error. */
    BufferedImage whole() throws IOException {
        List<String> damages = new ArrayList<>();
        reader.addIIOReadWarningListener((origin, warning) -> {
            if (!HARMLESS.matcher(warning).find()) {
                damages.add(warning);
            }
        });
        BufferedImage picture = reader.read(0, parameters());
        if (!damages.isEmpty()) {
            throw new IIOException(damages.get(0));
        }
        return picture;
    }

    /** Returns what of the picture can be decoded: it is decoded into one made beforehand, which keeps what it got. */
    BufferedImage whatThereIs() throws IOException {
        BufferedImage picture = reader.getImageTypes(0)
                .next()
                .createBufferedImage(sampled(reader.getWidth(0)), sampled(reader.getHeight(0)));
        ImageReadParam parameters = parameters();
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

    private ImageReadParam parameters() {
        ImageReadParam parameters = reader.getDefaultReadParam();
        parameters.setSourceSubsampling(step, step, offset, offset);
        return parameters;
    }

    private int sampled(int length) {
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
}
