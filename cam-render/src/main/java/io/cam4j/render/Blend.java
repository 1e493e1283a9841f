package io.cam4j.render;

import java.util.Arrays;

/**
 * How a color laid on a pixel changes it, given the color's strength: at none the pixel stays, at full strength it is
 * color · heatWeight + photo · photoWeight, and in between on the line between the two. Immutable.
 */
final class Blend {
    /** A tint's full strength. */
    static final int FULL = 255;

    /*
     * Whole numbers with 22 bits behind the point; a sum is right to 2^-14 of a level. It is rounded to 2^-12 first, so
     * that what is half a level in truth is found to be half a level, and then half to even: with 0.3 and 0.5 that is for
     * all pairs what cv2.imwrite makes of the float picture of the script of Zhou et al.
     *
     * A loop a channel, on arrays read from index 0, strengths in an array of their own, a rounding constant between the
     * products, the clamp in bits: the form of which C2 of JDK 17 makes vector instructions. All three channels in one
     * loop, Math.min, or two products added directly take it ten times as long.
     */
    private static final int BITS = 22;
    private static final int ONE = 1 << BITS;
    private static final int FINE = 12;
    private static final int TO_FINE = BITS - FINE;
    private static final int HALF_FINE = 1 << (TO_FINE - 1);
    private static final int BELOW_HALF = (1 << (FINE - 1)) - 1;

    private final int heatWeight;
    private final int photoFade;

    Blend(double heatWeight, double photoWeight) {
        this.heatWeight = (int) Math.rint(heatWeight * ONE);
        photoFade = ONE - (int) Math.rint(photoWeight * ONE);
    }

    /**
     * Lays tints on pixels.
     *
     * @param tints strength in the highest byte, color 0x00RRGGBB below it
     * @param photo 0x00RRGGBB, as many; the highest byte is ignored
     * @param strengths scratch, as many
     * @param result receives 0x00RRGGBB, as many
     */
    void lay(int[] tints, int[] photo, int[] strengths, int[] result) {
        readStrengths(tints, strengths);
        Arrays.fill(result, 0);
        for (int shift = 0; shift <= 16; shift += 8) {
            layChannel(tints, photo, strengths, result, shift, heatWeight, photoFade);
        }
    }

    /** From 0…255 to 0…256, so that none and full are exact. */
    private static void readStrengths(int[] tints, int[] strengths) {
        for (int i = 0; i < strengths.length; i++) {
            int tint = tints[i];
            strengths[i] = (tint >>> 24) + (tint >>> 31);
        }
    }

    private static void layChannel(
            int[] tints, int[] photo, int[] strengths, int[] result, int shift, int heatWeight, int photoFade) {
        for (int i = 0; i < result.length; i++) {
            int strength = strengths[i];
            int heat = ((tints[i] >>> shift) & 0xff) * ((strength * heatWeight) >>> 8);
            int rest = ((photo[i] >>> shift) & 0xff) * (ONE - ((strength * photoFade) >>> 8));
            int fine = (rest + HALF_FINE + heat) >>> TO_FINE;
            int level = (fine + BELOW_HALF + ((fine >>> FINE) & 1)) >>> FINE;
            result[i] |= ((level | -(level >>> 8)) & 0xff) << shift; // 256 and more become 255
        }
    }
}
