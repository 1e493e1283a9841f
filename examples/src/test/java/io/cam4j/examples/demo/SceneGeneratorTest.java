package io.cam4j.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SceneGeneratorTest {
    private static final int SEEDS = 60;

    private final SceneGenerator generator = SceneGenerator.standard();

    @Test
    void sameSeedDrawsTheSamePicture() {
        for (long seed = 0; seed < 5; seed++) {
            assertThat(rgb(generator.one(seed).image()))
                    .isEqualTo(rgb(generator.one(seed).image()));
            assertThat(rgb(generator.two(seed).image()))
                    .isEqualTo(rgb(generator.two(seed).image()));
        }
    }

    @Test
    void otherSeedDrawsAnotherPicture() {
        assertThat(rgb(generator.one(1).image()))
                .isNotEqualTo(rgb(generator.one(2).image()));
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 256, 300})
    void aShapeCoversThreeToTwentyPercent(int side) {
        SceneGenerator sized = SceneGenerator.of(side);
        for (long seed = 0; seed < SEEDS; seed++) {
            Scene scene = sized.one(seed);

            assertThat(scene.image().getWidth()).isEqualTo(side);
            assertThat(scene.image().getHeight()).isEqualTo(side);
            assertThat(scene.shapes()).hasSize(1);
            assertThat(scene.shapes().get(0).area()).as("seed %d", seed).isBetween(0.03, 0.20);
        }
    }

    @Test
    void twoShapesAreOfDifferentClassesAndDoNotOverlap() {
        for (long seed = 0; seed < SEEDS; seed++) {
            List<SceneShape> shapes = generator.two(seed).shapes();

            assertThat(shapes)
                    .hasSize(2)
                    .allSatisfy(shape -> assertThat(shape.area()).isBetween(0.03, 0.20));
            assertThat(shapes.get(0).classIndex()).isNotEqualTo(shapes.get(1).classIndex());
            assertThat(shapes.get(0).overlaps(shapes.get(1))).isFalse();
        }
    }

    @Test
    void classesAskedForAreDrawn() {
        assertThat(generator.two(7, 5, 2).classes()).containsExactly(5, 2);
    }

    @Test
    void everyClassIsDrawn() {
        Set<Integer> classes = new HashSet<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            classes.addAll(generator.two(seed).classes());
        }

        assertThat(classes).hasSize(SceneGenerator.classNames().size());
    }

    @Test
    void maskCountsThePixelsItContains() {
        Scene scene = generator.one(3);
        SceneShape shape = scene.shapes().get(0);
        int covered = 0;
        for (int y = 0; y < 256; y++) {
            for (int x = 0; x < 256; x++) {
                covered += shape.contains(x + 0.5, y + 0.5) ? 1 : 0;
            }
        }

        assertThat(covered).isEqualTo(shape.pixels());
        assertThat(shape.contains(-0.1, 5)).isFalse();
        assertThat(shape.contains(5, 256)).isFalse();
    }

    @Test
    void wrongArgumentsAreRefused() {
        assertThatThrownBy(() -> SceneGenerator.of(63)).hasMessageContaining("64 to 4096");
        assertThatThrownBy(() -> generator.two(1, 4, 4)).hasMessageContaining("4 twice");
        assertThatThrownBy(() -> generator.two(1, 4, 8)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    static int[] rgb(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }
}
