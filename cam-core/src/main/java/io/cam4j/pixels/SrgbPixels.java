package io.cam4j.pixels;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferInt;
import java.awt.image.Raster;
import java.util.Arrays;

/**
 * Any {@link BufferedImage} as opaque 8-bit sRGB. Gray samples are taken as they are for all three channels (the JDK
 * would treat them as linear light and brighten them); 16-bit gray keeps its upper byte; transparency is composited on
 * white. Everything else goes through the image's own colour model.
 */
public final class SrgbPixels {
    private SrgbPixels() {}

    /**
     * Returns the picture's pixels, row-major, one 0x00RRGGBB a pixel. A new array, also where the image holds its
     * pixels in that form.
     */
    public static int[] of(BufferedImage image) {
        if (image.getType() == BufferedImage.TYPE_INT_RGB && isWhole(image)) {
            return withoutHighByte(((DataBufferInt) image.getRaster().getDataBuffer()).getData());
        }
        if (isGray(image)) {
            return gray(image);
        }
        int width = image.getWidth();
        int[] pixels = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
        if (image.getColorModel().getTransparency() != Transparency.OPAQUE) {
            compositeOnWhite(pixels);
        }
        return withoutHighByte(pixels, pixels);
    }

    /** Returns a picture of type {@link BufferedImage#TYPE_INT_RGB} with the same pixels; the same object if it is one. */
    public static BufferedImage opaque(BufferedImage image) {
        if (image.getType() == BufferedImage.TYPE_INT_RGB) {
            return image;
        }
        return image(of(image), image.getWidth(), image.getHeight());
    }

    /**
     * Returns a picture of type {@link BufferedImage#TYPE_INT_RGB} with copies of the given pixels.
     *
     * @param pixels row-major, 0x00RRGGBB, width · height of them
     */
    public static BufferedImage image(int[] pixels, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.getRaster().setDataElements(0, 0, width, height, pixels);
        return image;
    }

    private static boolean isWhole(BufferedImage image) {
        DataBuffer buffer = image.getRaster().getDataBuffer();
        return buffer.getSize() == image.getWidth() * image.getHeight() && buffer.getOffset() == 0;
    }

    /** Gray of 8 or 16 bits, with or without transparency beside it. */
    private static boolean isGray(BufferedImage image) {
        ColorModel model = image.getColorModel();
        int type = image.getRaster().getDataBuffer().getDataType();
        return model.getColorSpace().getType() == ColorSpace.TYPE_GRAY
                && image.getRaster().getNumBands() == model.getNumComponents()
                && !model.isAlphaPremultiplied()
                && (type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT)
                && model.getComponentSize(0) == DataBuffer.getDataTypeSize(type);
    }

    private static int[] gray(BufferedImage image) {
        int[] pixels = upperBytes(image, 0);
        Arrays.setAll(pixels, i -> pixels[i] * 0x010101);
        if (image.getColorModel().hasAlpha()) {
            int[] alphas = upperBytes(image, 1);
            Arrays.setAll(pixels, i -> (alphas[i] << 24) | pixels[i]);
            compositeOnWhite(pixels);
        }
        return withoutHighByte(pixels, pixels);
    }

    private static int[] upperBytes(BufferedImage image, int band) {
        Raster raster = image.getRaster();
        int shift = DataBuffer.getDataTypeSize(raster.getDataBuffer().getDataType()) - 8;
        int[] samples = raster.getSamples(0, 0, image.getWidth(), image.getHeight(), band, (int[]) null);
        Arrays.setAll(samples, i -> samples[i] >> shift);
        return samples;
    }

    private static void compositeOnWhite(int[] pixels) {
        for (int i = 0; i < pixels.length; i++) {
            int pixel = pixels[i];
            int alpha = pixel >>> 24;
            if (alpha != 255) {
                pixels[i] =
                        (onWhite(pixel >> 16, alpha) << 16) | (onWhite(pixel >> 8, alpha) << 8) | onWhite(pixel, alpha);
            }
        }
    }

    /** Rounds (value·alpha + 255·(255 − alpha)) / 255 to nearest. */
    private static int onWhite(int value, int alpha) {
        return ((value & 0xff) * alpha + 255 * (255 - alpha) + 127) / 255;
    }

    private static int[] withoutHighByte(int[] pixels) {
        return withoutHighByte(pixels, new int[pixels.length]);
    }

    private static int[] withoutHighByte(int[] from, int[] to) {
        for (int i = 0; i < from.length; i++) {
            to[i] = from[i] & 0xffffff;
        }
        return to;
    }
}
