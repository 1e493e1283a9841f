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
 * Rows of sRGB and gray pictures with a whole sample a channel, transparency beside them or not. getRGB takes many times as
 * long, brightens gray, and rounds many bits where this class cuts them.
 */
final class SampleRows {
    private final Raster raster;
    private final Bands bands;

    private SampleRows(Raster raster, Bands bands) {
        this.raster = raster;
        this.bands = bands;
    }

    /** Which band is which channel; transparency, where there is any, is the last. */
    record Bands(int red, int green, int blue, boolean alpha) {}

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
        SampleRows rows = new SampleRows(raster, bands);
        return switch (raster.getTransferType()) {
            case DataBuffer.TYPE_BYTE -> ByteRows.of(raster, bands);
            case DataBuffer.TYPE_USHORT -> (y, into, at) -> rows.upperBytes(8, y, into, at);
            case DataBuffer.TYPE_INT -> (y, into, at) -> rows.upperBytes(24, y, into, at);
            case DataBuffer.TYPE_FLOAT, DataBuffer.TYPE_DOUBLE -> rows::fractions;
            default -> null;
        };
    }

    private static boolean hasWholeSamples(ColorModel model, int type) {
        int bits = DataBuffer.getDataTypeSize(type);
        return Arrays.stream(model.getComponentSize()).allMatch(size -> size == bits);
    }

    private void upperBytes(int shift, int y, int[] into, int at) {
        int count = raster.getNumBands();
        int width = raster.getWidth();
        int[] samples = raster.getPixels(0, y, width, 1, (int[]) null);
        for (int x = 0; x < width; x++) {
            int from = x * count;
            int rgb = samples[from + bands.red()] >>> shift << 16
                    | samples[from + bands.green()] >>> shift << 8
                    | samples[from + bands.blue()] >>> shift;
            into[at + x] = bands.alpha() ? White.under(samples[from + count - 1] >>> shift << 24 | rgb) : rgb;
        }
    }

    private void fractions(int y, int[] into, int at) {
        int count = raster.getNumBands();
        int width = raster.getWidth();
        double[] samples = raster.getPixels(0, y, width, 1, (double[]) null);
        for (int x = 0; x < width; x++) {
            int from = x * count;
            int rgb = level(samples[from + bands.red()]) << 16
                    | level(samples[from + bands.green()]) << 8
                    | level(samples[from + bands.blue()]);
            into[at + x] = bands.alpha() ? White.under(level(samples[from + count - 1]) << 24 | rgb) : rgb;
        }
    }

    /** Returns 0 to 255 for 0 to 1; what lies beyond is clipped, and no number is black. */
    private static int level(double fraction) {
        return (int) Math.round(255 * Math.max(0, Math.min(1, fraction)));
    }
}
