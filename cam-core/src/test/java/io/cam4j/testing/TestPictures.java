package io.cam4j.testing;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Pictures for tests. */
public final class TestPictures {
    private TestPictures() {}

    /** Returns a picture of one gray level. */
    public static BufferedImage flat(int width, int height, int level) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, level * 0x010101);
            }
        }
        return image;
    }

    /** Returns random pixels, 0x00RRGGBB. */
    public static int[] noise(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] pixels = new int[count];
        for (int i = 0; i < count; i++) {
            pixels[i] = random.nextInt(1 << 24);
        }
        return pixels;
    }

    /** Returns a picture of the given pixels, 0x00RRGGBB, row-major. */
    public static BufferedImage of(int width, int height, int... pixels) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, width, height, pixels, 0, width);
        return image;
    }

    /** Returns the pixels of a picture, 0x00RRGGBB, row-major. */
    public static int[] pixels(BufferedImage image) {
        int width = image.getWidth();
        int[] pixels = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] &= 0xffffff;
        }
        return pixels;
    }

    /** Returns one of {@link SharedData#PHOTOS}; skips the test where there are none. */
    public static BufferedImage photo(String name) {
        return read("images/photos/" + name + ".png");
    }

    /** Returns a picture of the shared folder; skips the test where there is none. */
    public static BufferedImage read(String path) {
        try {
            return ImageIO.read(SharedData.path(path).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the CRC-32 of pixels as bytes R, G, B, eight hexadecimal digits. */
    public static String crc32(int[] pixels) {
        byte[] bytes = new byte[3 * pixels.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (pixels[i / 3] >> (16 - 8 * (i % 3)));
        }
        return crc32(bytes);
    }

    /** Returns the CRC-32 of bytes, eight hexadecimal digits. */
    public static String crc32(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return "%08x".formatted(crc.getValue());
    }
}
