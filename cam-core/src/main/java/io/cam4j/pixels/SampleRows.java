package io.cam4j.pixels;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows of sRGB and gray pictures with a sample of 8 or 16 whole bits a channel, transparency beside them or not; getRGB
 * takes many times as long, brightens gray, and rounds 16 bits where this class cuts them.
 */
final class SampleRows {
    private SampleRows() {}

    /** Returns a reader of the picture's rows; null where it holds its pixels in another form. */
    static SrgbRows.@Nullable Reader of(BufferedImage image) {
        Raster raster = image.getRaster();
        ColorModel model = image.getColorModel();
        boolean gray = model.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
        if (!(model instanceof ComponentColorModel)
                || !(gray || model.getColorSpace().isCS_sRGB())
                || model.isAlphaPremultiplied()
                || raster.getNumBands() != model.getNumComponents()
                || !hasWholeSamples(model, raster.getTransferType())) {
            return null;
        }
        Bands bands = gray ? new Bands(0, 0, 0, model.hasAlpha()) : new Bands(0, 1, 2, model.hasAlpha());
        return switch (raster.getTransferType()) {
            case DataBuffer.TYPE_BYTE -> ByteRows.of(raster, bands);
            case DataBuffer.TYPE_USHORT -> (y, into, at) -> upperBytes(raster, bands, y, into, at);
            default -> null;
        };
    }

    private static boolean hasWholeSamples(ColorModel model, int type) {
        int bits = DataBuffer.getDataTypeSize(type);
        return Arrays.stream(model.getComponentSize()).allMatch(size -> size == bits);
    }

    /** Which band is which channel; transparency, where there is any, is the last. */
    record Bands(int red, int green, int blue, boolean alpha) {}

    private static void upperBytes(Raster raster, Bands bands, int y, int[] into, int at) {
        int count = raster.getNumBands();
        int width = raster.getWidth();
        int[] samples = raster.getPixels(0, y, width, 1, (int[]) null);
        for (int x = 0; x < width; x++) {
            int from = x * count;
            int rgb = samples[from + bands.red()] >> 8 << 16
                    | samples[from + bands.green()] >> 8 << 8
                    | samples[from + bands.blue()] >> 8;
            into[at + x] = bands.alpha() ? White.under(samples[from + count - 1] >> 8 << 24 | rgb) : rgb;
        }
    }
}
