package io.cam4j.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.awt.FontMetrics;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class LetteringTest {
    private final FontMetrics metrics =
            new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics().getFontMetrics(Lettering.sans(14));

    @Test
    void textStaysInOneLineAndItsOwnDirection() {
        assertThat(Lettering.clean(" line\nend\tand \u0000\u202Eturn\u2066 ")).isEqualTo("line end and  turn");
        assertThat(Lettering.clean("солнечный котёнок 小猫")).isEqualTo("солнечный котёнок 小猫");
    }

    @Test
    void longTextIsCutToItsWidth() {
        String cut = Lettering.fit("a very long label ".repeat(1000), metrics, 200);

        assertThat(cut).startsWith("a very long label").endsWith("…");
        assertThat(metrics.stringWidth(cut)).isBetween(150, 200);
        assertThat(Lettering.fit("short", metrics, 200)).isEqualTo("short");
        assertThat(Lettering.fit("nowhere", metrics, 0)).isEqualTo("…");
    }

    @Test
    void lettersOfTwoCharactersAreNotCutInTwo() {
        String cut = Lettering.fit("𝔘𝔫𝔦𝔠𝔬𝔡𝔢".repeat(50), metrics, 100);

        assertThat(cut.codePoints()).noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    @Test
    void aMachineWithoutFontsStillGetsItsPicture() {
        assertThatCode(() -> Lettering.ifThereAreFonts(() -> {
                    throw new InternalError("Fontconfig head is null, check your fonts or fonts configuration");
                }))
                .doesNotThrowAnyException();
    }
}
