package io.cam4j.pixels;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.awt.image.DirectColorModel;
import java.awt.image.Raster;
import java.awt.image.SinglePixelPackedSampleModel;
import org.jspecify.annotations.Nullable;

/** Rows of pictures that hold 0x00RRGGBB or 0xAARRGGBB already; getRGB takes many times as long. */
final class PackedRows {
    private PackedRows() {}

    /** Returns a reader of the picture's rows; null where it holds its pixels in another form. */
    static SrgbRows.@Nullable Reader of(BufferedImage image) {
        Raster raster = image.getRaster();
        return image.getColorModel() instanceof DirectColorModel model
                        && isSrgb(model)
                        && raster.getSampleModel() instanceof SinglePixelPackedSampleModel samples
                        && raster.getDataBuffer() instanceof DataBufferInt buffer
                ? reader(raster, samples, buffer, model.hasAlpha())
                : null;
    }

    private static boolean isSrgb(DirectColorModel model) {
        return model.getColorSpace().isCS_sRGB()
                && !model.isAlphaPremultiplied()
                && model.getRedMask() == 0xff0000
                && model.getGreenMask() == 0xff00
                && model.getBlueMask() == 0xff
                && (!model.hasAlpha() || model.getAlphaMask() == 0xff000000);
    }

    private static SrgbRows.Reader reader(
            Raster raster, SinglePixelPackedSampleModel samples, DataBufferInt buffer, boolean alpha) {
        int[] pixels = buffer.getData();
        int stride = samples.getScanlineStride();
        int origin = buffer.getOffset()
                + samples.getOffset(-raster.getSampleModelTranslateX(), -raster.getSampleModelTranslateY());
        int width = raster.getWidth();
        return (y, into, at) -> {
            System.arraycopy(pixels, origin + y * stride, into, at, width);
            for (int x = 0; x < width; x++) { // in place, of which the compiler makes vector instructions
                into[at + x] = alpha ? White.under(into[at + x]) : into[at + x] & 0xffffff;
            }
        };
    }
}
