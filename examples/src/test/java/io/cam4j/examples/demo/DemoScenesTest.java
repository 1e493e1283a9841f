package io.cam4j.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoScenesTest {
    @Test
    void bundledPicturesAreWhatTheGeneratorDraws() {
        for (DemoScene scene : DemoScenes.all()) {
            int[] bundled = SceneGeneratorTest.rgb(scene.image());
            int[] drawn = SceneGeneratorTest.rgb(scene.draw().image());

            assertThat(meanDifference(bundled, drawn)).as(scene.name()).isLessThan(0.5); // Java2D may soften otherwise
            assertThat(scene.png()).as(scene.name()).hasSizeLessThan(100_000);
        }
    }

    @Test
    void picturesAreWrittenToAFolder(@TempDir Path folder) throws Exception {
        DemoScenes.main(new String[] {folder.toString()});

        assertThat(folder).isDirectoryContaining("glob:**scene-1.png");
    }

    @Test
    void aFolderThatIsMissingIsRefused(@TempDir Path folder) {
        assertThatThrownBy(() ->
                        DemoScenes.main(new String[] {folder.resolve("missing").toString()}))
                .hasMessageContaining("folder");
    }

    /** Of all color channels, 0 to 255. */
    private static double meanDifference(int[] one, int[] other) {
        assertThat(one).hasSameSizeAs(other);
        long sum = 0;
        for (int i = 0; i < one.length; i++) {
            for (int shift = 0; shift <= 16; shift += 8) {
                sum += Math.abs(((one[i] >> shift) & 0xff) - ((other[i] >> shift) & 0xff));
            }
        }
        return sum / (3.0 * one.length);
    }
}
