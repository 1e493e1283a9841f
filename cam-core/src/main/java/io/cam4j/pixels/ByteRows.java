package io.cam4j.pixels;

import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Rows of pictures with a byte a sample, all in one array, in any order. */
final class ByteRows {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] values;
    private final int width;
    private final int step; // from one pixel to the next
    private final int stride; // from one row to the next
    private final int red; // place of the first row's first red; so with the others
    private final int green;
    private final int blue;
    private final int alpha;

    private ByteRows(Raster raster, ComponentSampleModel samples, DataBufferByte buffer, SampleRows.Bands bands) {
        values = buffer.getData();
        width = raster.getWidth();
        step = samples.getPixelStride();
        stride = samples.getScanlineStride();
        int origin = buffer.getOffset()
                - raster.getSampleModelTranslateX() * step
                - raster.getSampleModelTranslateY() * stride;
        int[] offsets = samples.getBandOffsets();
        red = origin + offsets[bands.red()];
        green = origin + offsets[bands.green()];
        blue = origin + offsets[bands.blue()];
        alpha = origin + offsets[offsets.length - 1];
    }

    /** Returns a reader of the raster's rows; null where its samples are not in one array. */
    static SrgbRows.@Nullable Reader of(Raster raster, SampleRows.Bands bands) {
        if (!(raster.getSampleModel() instanceof ComponentSampleModel samples)
                || !(raster.getDataBuffer() instanceof DataBufferByte buffer)
                || buffer.getNumBanks() != 1) {
            return null;
        }
        ByteRows rows = new ByteRows(raster, samples, buffer, bands);
        if (bands.alpha()) {
            return rows::withAlpha;
        }
        return rows.isBgr() ? rows::bgr : rows::opaque;
    }

    private boolean isBgr() {
        return step == 3 && green == blue + 1 && red == blue + 2;
    }

    /** What most decoders make: four bytes are read at once and the last dropped, twice as fast as three one by one. */
    private void bgr(int y, int[] into, int at) {
        int from = blue + y * stride;
        for (int x = 0; x < width - 1; x++) { // not behind the last pixel: there the array may end
            into[at + x] = (int) INTS.get(values, from + 3 * x) & 0xffffff;
        }
        into[at + width - 1] = rgb(y * stride + 3 * (width - 1));
    }

    private void opaque(int y, int[] into, int at) {
        int pixel = y * stride;
        for (int x = 0; x < width; x++, pixel += step) {
            into[at + x] = rgb(pixel);
        }
    }

    private void withAlpha(int y, int[] into, int at) {
        int pixel = y * stride;
        for (int x = 0; x < width; x++, pixel += step) {
            into[at + x] = White.under((values[alpha + pixel] & 0xff) << 24 | rgb(pixel));
        }
    }

    private int rgb(int pixel) {
        return (values[red + pixel] & 0xff) << 16 | (values[green + pixel] & 0xff) << 8 | (values[blue + pixel] & 0xff);
    }
}
