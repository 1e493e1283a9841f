package io.cam4j.render;

/** The blend of every 8-bit heat value with every 8-bit photo value. */
final class BlendTable {
    /*
     * heat · a + photo · b in double, rounded half to even and clamped, is what cv2.imwrite makes of the float picture
     * that the script of Zhou et al. hands it. The double product is deliberate: 0.3f would round other pairs up.
     */
    private final byte[] blended = new byte[ColorMap.LEVELS * ColorMap.LEVELS]; // [heat, photo]

    BlendTable(double heatWeight, double photoWeight) {
        for (int heat = 0; heat < ColorMap.LEVELS; heat++) {
            for (int photo = 0; photo < ColorMap.LEVELS; photo++) {
                double sum = Math.rint(heatWeight * heat + photoWeight * photo);
                blended[(heat << 8) | photo] = (byte) (int) Math.max(0, Math.min(255, sum));
            }
        }
    }

    /** Blends two colors 0x00RRGGBB channel by channel. */
    int blend(int heat, int photo) {
        return (channel(heat >> 16, photo >> 16) << 16) | (channel(heat >> 8, photo >> 8) << 8) | channel(heat, photo);
    }

    private int channel(int heat, int photo) {
        return blended[((heat & 0xff) << 8) | (photo & 0xff)] & 0xff;
    }
}
