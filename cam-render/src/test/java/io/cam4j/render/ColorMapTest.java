package io.cam4j.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ColorMapTest {
    @Test
    void jetIsOpenCvsInEveryByte() throws NoSuchAlgorithmException {
        byte[] table = new byte[3 * 256];
        for (int level = 0; level < 256; level++) {
            int rgb = ColorMap.jet().rgb(level);
            table[3 * level] = (byte) (rgb >> 16);
            table[3 * level + 1] = (byte) (rgb >> 8);
            table[3 * level + 2] = (byte) rgb;
        }

        // of cv2.applyColorMap(np.arange(256, dtype=np.uint8), cv2.COLORMAP_JET), as RGB
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(table)))
                .isEqualTo("661fa696672fecb0ffa3e76bff80e0119d8308227c361c0043f705d8c867faad");
    }

    @Test
    void levelsBeyondTheTableAreRefused() {
        assertThatThrownBy(() -> ColorMap.jet().rgb(256)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> ColorMap.jet().rgb(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void mapsOfOneNameAreEqual() {
        assertThat(ColorMap.jet()).isEqualTo(ColorMap.jet()).hasSameHashCodeAs(ColorMap.jet());
        assertThat(ColorMap.jet()).isNotEqualTo("jet").hasToString("jet");
        assertThat(ColorMap.jet().name()).isEqualTo("jet");
    }
}
