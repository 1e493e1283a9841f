package io.cam4j.render.files;

import java.awt.color.CMMException;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.util.Arrays;

/** Whether an ICC profile means sRGB, by what it does to colors: profiles of sRGB come in many bytes and names. */
final class SrgbProfile {
    private static final float TOLERANCE = 1.5f / 255;
    private static final float[][] COLORS = {
        {0, 0, 0}, {1, 1, 1}, {1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {.2f, .2f, .2f}, {.5f, .5f, .5f}, {.8f, .4f, .2f}
    };
    private static final int MAX_REMEMBERED = 1 << 14;

    /** To try a profile takes milliseconds, and pictures that come together have the same one. */
    private static volatile SrgbProfile last = new SrgbProfile(new byte[0], false);

    private final byte[] profile;
    private final boolean srgb;

    private SrgbProfile(byte[] profile, boolean srgb) {
        this.profile = profile;
        this.srgb = srgb;
    }

    /** Returns whether it leaves colors where they are, to within a level of 255 and a half; false for no valid profile. */
    static boolean is(byte[] profile) {
        SrgbProfile before = last;
        if (Arrays.equals(before.profile, profile)) {
            return before.srgb;
        }
        boolean srgb = leavesColors(profile);
        if (profile.length <= MAX_REMEMBERED) {
            last = new SrgbProfile(profile, srgb);
        }
        return srgb;
    }

    private static boolean leavesColors(byte[] profile) {
        try {
            ICC_ColorSpace space = new ICC_ColorSpace(ICC_Profile.getInstance(profile));
            return space.getNumComponents() == 3 && Arrays.stream(COLORS).allMatch(color -> leaves(space, color));
        } catch (IllegalArgumentException | CMMException e) {
            return false;
        }
    }

    private static boolean leaves(ICC_ColorSpace space, float[] color) {
        float[] converted = space.toRGB(color);
        for (int i = 0; i < color.length; i++) {
            if (!(Math.abs(converted[i] - color[i]) <= TOLERANCE)) { // written so that NaN fails too
                return false;
            }
        }
        return true;
    }
}
