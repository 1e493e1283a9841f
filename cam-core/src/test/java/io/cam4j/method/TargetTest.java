package io.cam4j.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Targets where their arithmetic is at its edge; that they are derivatives is shown by differences elsewhere. */
class TargetTest {
    @Test
    void aCertainClassHasTheGradientThatIsLeft() {
        float[] gradient = Target.softmax().gradient(new float[] {30, 0}, 0);

        double other = Math.exp(-30) / (1 + Math.exp(-30));
        assertThat(gradient[0]).isCloseTo((float) other, within(1e-19f));
        assertThat(gradient[1]).isCloseTo((float) -other, within(1e-19f));
    }

    @Test
    void largeLogitsDoNotOverflow() {
        assertThat(Target.softmax().gradient(new float[] {2000, 2000}, 1)).containsExactly(-0.25f, 0.25f);
        assertThat(Target.logSoftmax().gradient(new float[] {2000, 2000}, 1)).containsExactly(-0.5f, 0.5f);
        assertThat(Target.sigmoid().gradient(new float[] {2000, -2000, 0}, 2)).containsExactly(0, 0, 0.25f);
        assertThat(Target.sigmoid().gradient(new float[] {2000, -2000, 0}, 0)).containsExactly(0, 0, 0);
        assertThat(Target.sigmoid().gradient(new float[] {2000, -2000, 0}, 1)).containsExactly(0, 0, 0);
    }

    @Test
    void againstItselfNothingSpeaks() {
        assertThat(Target.against(1).gradient(new float[] {1, 2, 3}, 1)).containsExactly(0, 0, 0);
        assertThat(Target.against(1).gradient(new float[] {1, 2, 3}, 2)).containsExactly(0, -1, 1);
        assertThat(Target.logit().gradient(new float[] {1, 2, 3}, 1)).containsExactly(0, 1, 0);
    }

    /* Distances from 5: 0, 1, 1, 3, 9; of the two equally near both are among three, and of two the lower comes first. */
    @Test
    void referencesAreTheNearestLogitsLowerIndexFirst() {
        float[] logits = {14, 4, 5, 6, 2};

        assertThat(new NearestReferences(1.5, 3).gradient(logits, 2)).containsExactly(0, -0.5f, 1, -0.5f, -0.5f);
        assertThat(new NearestReferences(1, 1).gradient(logits, 2)).containsExactly(0, -1, 1, 0, 0);
        assertThat(new NearestReferences(1, 9).gradient(new float[] {1, 2, 3}, 0))
                .containsExactly(1, -0.5f, -0.5f);
        assertThat(new NearestReferences(1, 3).gradient(new float[] {1}, 0)).containsExactly(1);
    }
}
