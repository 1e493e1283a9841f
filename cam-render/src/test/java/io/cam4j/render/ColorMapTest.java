package io.cam4j.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColorMapTest {
    /*
     * SHA-256 of the 768 bytes R, G, B. jet: cv2.applyColorMap(np.arange(256, dtype=np.uint8), cv2.COLORMAP_JET) of
     * OpenCV 4.6; the others: matplotlib.colormaps[name](np.arange(256), bytes=True)[:, :3] of matplotlib 3.6.3, RdBu_r
     * of 3.11.
     */
    @ParameterizedTest(name = "{0} equals its model in every byte")
    @CsvSource({
        "jet, 661fa696672fecb0ffa3e76bff80e0119d8308227c361c0043f705d8c867faad",
        "matplotlib-jet, c1b7b97444ebebfc30a590ce3eada7cffefb868960c6c39fd4ed1ff7a40712e9",
        "turbo, 8f5d5edf6af4af0550fd7189cf2626a96a084c245b8aefc59835ba5ab66c3f11",
        "viridis, 96a1f6f37d4041f953def955ffb8b9ea2110a9b4e3c9b701182d48f7a9774c58",
        "inferno, 8092f65256023cefa85fe1136f4f398a2a9f35e9fdf414176b33cce639c44318",
        "magma, e2e7c21b2cdebd6f55d07fae05ea13bb4b4f0908509892384b87c747b9f319f6",
        "plasma, 3c079586af5e937166b831cf38703adbeb1198aa6bb3f176495e231423a3c14c",
        "cividis, 8a6c6bf382be7cc30a8cbbefab8d5580471f07c59e828295e414c3f350504e29",
        "rdbu_r, dc2f97fae8e1ee24890571a21a1a0e91ec14553c97c57edb0ee33c6413803625"
    })
    void namedMapsEqualTheirModelsInEveryByte(String name, String sha256) throws NoSuchAlgorithmException {
        ColorMap map = ColorMap.named(name);
        byte[] table = new byte[3 * 256];
        for (int level = 0; level < 256; level++) {
            table[3 * level] = (byte) (map.rgb(level) >> 16);
            table[3 * level + 1] = (byte) (map.rgb(level) >> 8);
            table[3 * level + 2] = (byte) map.rgb(level);
        }

        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(table)))
                .isEqualTo(sha256);
    }

    @Test
    void grayIsTheLevelInEachChannel() {
        for (int level = 0; level < 256; level++) {
            assertThat(ColorMap.named("gray").rgb(level)).isEqualTo(level << 16 | level << 8 | level);
        }
    }

    @Test
    void everyNameThatIsListedIsKnownWhateverItsCase() {
        assertThat(ColorMap.names()).hasSize(10).allSatisfy(name -> {
            assertThat(ColorMap.named(name).name()).isEqualTo(name);
            assertThat(ColorMap.named(name).colors()).hasSize(256);
        });
        assertThat(ColorMap.named("RdBu_r")).isEqualTo(ColorMap.named("rdbu_r"));
        assertThat(ColorMap.jet()).isEqualTo(ColorMap.named("jet"));
    }

    @Test
    void anUnknownNameIsAnsweredWithThoseThatAreKnown() {
        assertThatThrownBy(() -> ColorMap.named("rainbow"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("a color map expected, one of \\[jet, .*], got 'rainbow'");
    }

    @Test
    void aMapOfOnesOwnIsACopyOfItsColors() {
        int[] colors = new int[256];
        Arrays.setAll(colors, level -> level << 8);

        ColorMap green = ColorMap.of("green", colors);
        colors[7] = 0;
        green.colors()[7] = 0;

        assertThat(green.rgb(7)).isEqualTo(0x000700);
        assertThat(green).isNotEqualTo(ColorMap.of("green", new int[256])).hasToString("green");
    }

    @Test
    void colorsThatAreNotOneALevelAreRefused() {
        assertThatThrownBy(() -> ColorMap.of("short", 1, 2, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("256 colors expected, got 3");
        int[] opaque = new int[256];
        opaque[9] = 0xff000000;
        assertThatThrownBy(() -> ColorMap.of("opaque", opaque))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("colors 0x00RRGGBB expected, got 0xff000000");
    }

    @Test
    void levelsBeyondTheTableAreRefused() {
        assertThatThrownBy(() -> ColorMap.jet().rgb(256)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> ColorMap.jet().rgb(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void mapsOfOneNameAndTheSameColorsAreEqual() {
        assertThat(ColorMap.jet()).isEqualTo(ColorMap.jet()).hasSameHashCodeAs(ColorMap.jet());
        assertThat(ColorMap.jet()).isNotEqualTo("jet").hasToString("jet");
        assertThat(ColorMap.jet().name()).isEqualTo("jet");
    }
}
