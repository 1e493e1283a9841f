package io.cam4j.resampling;

/**
 * OpenCV's {@code cv2.resize} with {@code INTER_LINEAR} on 8-bit data: equal to it in every bit. No antialiasing, as
 * there.
 */
public final class OpenCvResize {
    private OpenCvResize() {}

    /**
     * Returns a plane of bytes 0 to 255 in its new size.
     *
     * @param plane row-major, width · height values; not changed
     * @param newWidth at least 1
     * @param newHeight at least 1
     */
    public static byte[] plane(byte[] plane, int width, int height, int newWidth, int newHeight) {
        OpenCvRows rows = OpenCvRows.of(plane, width, height, newWidth, newHeight);
        byte[] result = new byte[Math.multiplyExact(newWidth, newHeight)];
        int[] levels = new int[newWidth];
        for (int y = 0; y < newHeight; y++) {
            rows.read(y, levels);
            for (int x = 0; x < newWidth; x++) {
                result[y * newWidth + x] = (byte) levels[x];
            }
        }
        return result;
    }

    /**
     * Returns a picture in its new size, each channel resized as a plane of its own.
     *
     * @param pixels row-major 0x00RRGGBB, width · height of them; not changed
     */
    public static int[] picture(int[] pixels, int width, int height, int newWidth, int newHeight) {
        int[] result = new int[Math.multiplyExact(newWidth, newHeight)];
        byte[] channel = new byte[pixels.length];
        for (int shift = 16; shift >= 0; shift -= 8) {
            for (int i = 0; i < channel.length; i++) {
                channel[i] = (byte) (pixels[i] >> shift);
            }
            byte[] resized = plane(channel, width, height, newWidth, newHeight);
            for (int i = 0; i < result.length; i++) {
                result[i] |= (resized[i] & 0xff) << shift;
            }
        }
        return result;
    }
}
