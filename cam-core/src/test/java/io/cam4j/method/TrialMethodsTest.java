package io.cam4j.method;

import static io.cam4j.method.MaskedTrials.CHANNELS;
import static io.cam4j.method.MaskedTrials.COLUMNS;
import static io.cam4j.method.MaskedTrials.MAP_COLUMNS;
import static io.cam4j.method.MaskedTrials.MAP_ROWS;
import static io.cam4j.method.MaskedTrials.ROWS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Methods that mask the picture, beside slow twins written from their papers' formulas. */
class TrialMethodsTest {
    private final MaskedTrials trials = new MaskedTrials();

    private List<MapRecipe> recipes(CamMethod method) {
        return method.trials().orElseThrow().of(trials);
    }

    @Test
    void scoreCamWeighsChannelsByTheLogitsOfThePictureSeenThroughThem() {
        List<MapRecipe> maps = recipes(Methods.scoreCam());

        assertMaps(maps, score(channel -> List.of(normalized(channel))));
    }

    @ParameterizedTest(name = "{0} samples")
    @ValueSource(ints = {2, 3, 10})
    void isCamSumsTheMaskFromABlankOneOn(int samples) {
        List<MapRecipe> maps = recipes(Methods.isCam(samples));

        assertMaps(maps, score(channel -> {
            List<double[]> masks = new ArrayList<>();
            for (int i = 1; i <= samples; i++) {
                double factor = 0;
                for (int j = 0; j < i; j++) {
                    factor += (double) j / samples;
                }
                double[] mask = normalized(channel);
                for (int p = 0; p < mask.length; p++) {
                    mask[p] *= factor;
                }
                masks.add(mask);
            }
            return masks;
        }));
    }

    @Test
    void isCamDoesNotRunThePictureThatIsBlankForEveryChannel() {
        recipes(Methods.isCam(10));

        assertThat(trials.masks.size()).isEqualTo(3 * 9); // of four channels two are flat, and share
        assertThat(Arrays.stream(trials.masks.get(0)).max().orElseThrow()).isEqualTo(0.1, within(1e-6));
        assertThat(Arrays.stream(trials.masks.get(8)).max().orElseThrow()).isEqualTo(4.5, within(1e-6));
    }

    @Test
    void ssCamWeighsChannelsByTheMeanOfTheirNoisyMasks() {
        int samples = 6;
        List<MapRecipe> maps = recipes(Methods.ssCam(samples, 0.5, 3));

        assertThat(trials.masks.size()).isEqualTo(3 * samples);
        List<List<double[]>> ofChannels = List.of(ran(0, samples), ran(1, samples), ran(2, samples), ran(1, samples));
        assertMaps(maps, score(ofChannels::get));
    }

    private List<double[]> ran(int turn, int samples) {
        return trials.masks.subList(turn * samples, (turn + 1) * samples);
    }

    @Test
    void ssCamsNoiseIsNormalOfItsDeviationAndDiffersByPixelSampleAndChannel() {
        int samples = 60;
        recipes(Methods.ssCam(samples, 2, 11));
        List<double[]> noise = new ArrayList<>();
        for (int trial = 0; trial < trials.masks.size(); trial++) {
            double[] mask = normalized(trial / samples);
            for (int p = 0; p < mask.length; p++) {
                mask[p] = trials.masks.get(trial)[p] - mask[p];
            }
            noise.add(mask);
        }
        double[] all = noise.stream().flatMapToDouble(Arrays::stream).toArray();

        // of 21,060 values: the mean's deviation is 0.014, the square's 0.039, the share's 0.0032
        assertThat(all.length).isEqualTo(3 * samples * ROWS * COLUMNS);
        assertThat(Arrays.stream(all).average().orElseThrow()).isEqualTo(0, within(0.06));
        assertThat(Arrays.stream(all).map(x -> x * x).average().orElseThrow()).isEqualTo(4, within(0.16));
        double within = Arrays.stream(all).filter(x -> Math.abs(x) < 2).count() / (double) all.length;
        assertThat(within).isEqualTo(0.6827, within(0.013));
        assertThat(Arrays.stream(all).distinct().count()).isGreaterThan(all.length * 99L / 100);

        MaskedTrials again = new MaskedTrials();
        Methods.ssCam(samples, 2, 11).trials().orElseThrow().of(again);
        assertThat(again.masks).usingRecursiveComparison().isEqualTo(trials.masks);
    }

    @ParameterizedTest(name = "{0} masks of {1} × {1} cells, {2} kept")
    @CsvSource({"5, 3, 0.5", "40, 4, 0.3", "7, 1, 0.7", "6, 20, 0.5"})
    void riseSumsRandomMasksWeighedByTheProbabilityOfWhatTheyKeep(int count, int cells, double kept) {
        long seed = 5;
        List<MapRecipe> maps = recipes(Methods.rise(count, cells, kept, seed));

        double[][] expected = new double[2][ROWS * COLUMNS];
        for (int i = 0; i < count; i++) {
            double[] mask = riseMask(i, cells, kept, seed);
            assertThat(trials.masks.get(i)).containsExactly(mask, within(1e-6));
            double[] logits = trials.logits(mask);
            double sum = Math.exp(logits[0]) + Math.exp(logits[1]) + Math.exp(logits[2]);
            for (int p = 0; p < mask.length; p++) {
                expected[0][p] += Math.exp(logits[2]) / sum * mask[p] / count / kept;
                expected[1][p] += Math.exp(logits[0]) / sum * mask[p] / count / kept;
            }
        }
        assertMaps(maps, expected);
        assertThat(maps.get(0).height(MAP_ROWS)).isEqualTo(ROWS);
    }

    /** The whole enlarged grid, of which the mask is cut. */
    private static double[] riseMask(int number, int cells, double kept, long seed) {
        SplittableRandom random = new SplittableRandom(seed + 0x9E3779B97F4A7C15L * (number + 1L));
        double[] grid = new double[cells * cells];
        for (int cell = 0; cell < grid.length; cell++) {
            grid[cell] = random.nextDouble() < kept ? 1 : 0;
        }
        int wide = (int) Math.ceil((double) COLUMNS / cells);
        int high = (int) Math.ceil((double) ROWS / cells);
        int left = random.nextInt(wide);
        int top = random.nextInt(high);
        int width = (cells + 1) * wide;
        double[] enlarged = enlarged(grid, cells, cells, (cells + 1) * high, width);
        double[] mask = new double[ROWS * COLUMNS];
        for (int y = 0; y < ROWS; y++) {
            for (int x = 0; x < COLUMNS; x++) {
                mask[y * COLUMNS + x] = enlarged[(top + y) * width + left + x];
            }
        }
        return mask;
    }

    @Test
    void riseKeepsTheSameShareOfEveryPixel() {
        int count = 3000;
        recipes(Methods.rise(count, 3, 0.3, 8));

        double[] means = new double[ROWS * COLUMNS];
        for (double[] mask : trials.masks) {
            for (int p = 0; p < means.length; p++) {
                means[p] += mask[p] / count;
            }
        }
        // a cell's deviation is √(0.3 · 0.7), so the mean's is 0.0084 at most
        assertThat(Arrays.stream(means)).allSatisfy(mean -> assertThat(mean).isEqualTo(0.3, within(0.04)));
    }

    /** Returns max(Σ_k α_k A_k, 0) of the classes 2 and 0, with α = softmax_k of the mean of y over a channel's masks. */
    private double[][] score(ChannelsMasks masks) {
        double[][] maps = new double[2][];
        for (int place = 0; place < 2; place++) {
            int c = place == 0 ? 2 : 0;
            double[] weights = new double[CHANNELS];
            double sum = 0;
            for (int k = 0; k < CHANNELS; k++) {
                List<double[]> ofChannel = masks.of(k);
                double mean = 0;
                for (double[] mask : ofChannel) {
                    mean += trials.logits(mask)[c] / ofChannel.size();
                }
                weights[k] = Math.exp(mean);
                sum += weights[k];
            }
            double[] map = new double[MAP_ROWS * MAP_COLUMNS];
            for (int p = 0; p < map.length; p++) {
                for (int k = 0; k < CHANNELS; k++) {
                    map[p] += weights[k] / sum * trials.cells[k][p];
                }
                map[p] = Math.max(map[p], 0);
            }
            maps[place] = map;
        }
        return maps;
    }

    private interface ChannelsMasks {
        List<double[]> of(int channel);
    }

    /** Returns a channel enlarged to the picture and scaled to 0…1; zeros of a flat one. */
    private double[] normalized(int channel) {
        double[] mask = enlarged(trials.cells[channel], MAP_ROWS, MAP_COLUMNS, ROWS, COLUMNS);
        double least = Arrays.stream(mask).min().orElseThrow();
        double most = Arrays.stream(mask).max().orElseThrow();
        for (int p = 0; p < mask.length; p++) {
            mask[p] = channel % 2 == 1 ? 0 : (mask[p] - least) / (most - least); // each other channel is flat
        }
        return mask;
    }

    /** Bilinear: pixels blend the cells around them by their distance to the cells' centers, the border ones repeat. */
    private static double[] enlarged(double[] cells, int rows, int columns, int height, int width) {
        double[] pixels = new double[height * width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int j = 0; j < rows; j++) {
                    for (int i = 0; i < columns; i++) {
                        pixels[y * width + x] +=
                                share(y, height, j, rows) * share(x, width, i, columns) * cells[j * columns + i];
                    }
                }
            }
        }
        return pixels;
    }

    private static double share(int pixel, int pixels, int cell, int cells) {
        double place = (pixel + 0.5) * cells / pixels - 0.5;
        double inside = Math.min(cells - 1, Math.max(0, place));
        return Math.max(0, 1 - Math.abs(inside - cell));
    }

    private static void assertMaps(List<MapRecipe> maps, double[]... expected) {
        assertThat(maps).hasSize(2);
        for (int place = 0; place < 2; place++) {
            double[] map = new double[expected[place].length];
            float[] values = maps.get(place).finish();
            for (int p = 0; p < map.length; p++) {
                map[p] = values[p];
            }
            assertThat(map).containsExactly(expected[place], within(1e-6));
        }
    }
}
