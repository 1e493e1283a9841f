package io.cam4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cam4j.network.ScoreKind;
import io.cam4j.testing.Npy;
import io.cam4j.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoresTest {
    @Test
    void sigmoidsStandEachByItself() {
        assertThat(Scores.probabilities(new float[] {0, 1000, -1000, (float) Math.log(3)}, ScoreKind.SIGMOID))
                .containsExactly(0.5f, 1f, 0f, 0.75f);
        assertThat(Scores.probabilities(new float[] {0, 0}, ScoreKind.SOFTMAX)).containsExactly(0.5f, 0.5f);
    }

    @Test
    void softmaxByHand() {
        assertThat(Scores.softmax(new float[] {0, (float) Math.log(2), (float) Math.log(5)}))
                .containsExactly(new float[] {0.125f, 0.25f, 0.625f}, within(1e-7f));
        assertThat(Scores.softmax(new float[] {-7})).containsExactly(1f);
    }

    @Test
    void largeLogitsDoNotOverflow() {
        assertThat(Scores.softmax(new float[] {10_000, 10_000, -10_000})).containsExactly(0.5f, 0.5f, 0f);
        assertThat(Scores.softmax(new float[] {-Float.MAX_VALUE, Float.MAX_VALUE}))
                .containsExactly(0f, 1f);
        assertThat(Scores.softmax(new float[] {-10_000, -10_000})).containsExactly(0.5f, 0.5f);
    }

    @Test
    void equalLogitsComeLowerIndexFirst() {
        assertThat(Scores.top(new float[] {1, 3, 1, 3, 3}, 4)).containsExactly(1, 3, 4, 0);
        assertThat(Scores.top(new float[] {0f, -0f, 0f}, 3)).as("0 and −0").containsExactly(0, 1, 2);
        assertThat(Scores.top(new float[] {-0f, 0f}, 1)).containsExactly(0);
    }

    @Test
    void negativeLogitsAreOrderedToo() {
        assertThat(Scores.top(new float[] {-3, -1, -Float.MAX_VALUE, Float.MIN_VALUE, 0, -Float.MIN_VALUE}, 6))
                .containsExactly(3, 4, 5, 1, 0, 2);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theTopIsTheStartOfTheSortedScores(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] logits = new float[random.nextInt(1, 1200)];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = random.nextInt(-20, 20) / 4f; // many ties
        }
        int k = random.nextInt(1, logits.length + 1);

        int[] sorted = IntStream.range(0, logits.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> -logits[i]).thenComparing(i -> i))
                .limit(k)
                .mapToInt(i -> i)
                .toArray();

        assertThat(Scores.top(logits, k)).isEqualTo(sorted);
    }

    @ParameterizedTest(name = "{0}: the best five are PyTorch's")
    @ValueSource(strings = {"resnet18", "densenet161", "squeezenet1_1"})
    void theBestFiveArePyTorchs(String model) throws IOException {
        for (String photo : SharedData.PHOTOS) {
            Path golden = SharedData.path("golden/" + model + "/" + photo);
            float[] logits = Npy.read(golden.resolve("logits.npy")).floats();
            String json = Files.readString(golden.resolve("top5.json"));

            int[] top = Scores.top(logits, 5);
            float[] probabilities = Scores.softmax(logits);

            assertThat(top)
                    .as(photo)
                    .containsExactly(
                            list(json, "classes").mapToInt(v -> (int) v).toArray());
            double[] expected = list(json, "probabilities").toArray();
            for (int rank = 0; rank < 5; rank++) {
                // PyTorch's softmax is in float32
                assertThat((double) probabilities[top[rank]])
                        .as(photo)
                        .isEqualTo(expected[rank], within(2e-6 * expected[rank]));
            }
        }
    }

    private static DoubleStream list(String json, String key) {
        int from = json.indexOf('[', json.indexOf('"' + key + '"')) + 1;
        return Stream.of(json.substring(from, json.indexOf(']', from)).split(",", -1))
                .mapToDouble(Double::parseDouble);
    }
}
