package io.cam4j.benchmarks;

import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/** Pictures with the detail of a photo: waves of several lengths and some noise, the same in every run. */
final class Photos {
    private Photos() {}

    static BufferedImage photo(int width, int height, int type) {
        SplittableRandom random = new SplittableRandom(20261124);
        BufferedImage photo = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int noise = random.nextInt(24);
                int red = level(Math.sin(x / 97.0 + y / 201.0), noise);
                int green = level(Math.sin(x / 53.0 - y / 91.0), noise);
                int blue = level(Math.cos(x / 301.0 + y / 17.0), noise);
                photo.setRGB(x, y, red << 16 | green << 8 | blue);
            }
        }
        return photo;
    }

    private static int level(double wave, int noise) {
        return (int) (116 + 100 * wave) + noise;
    }
}
