package io.cam4j.method;

import io.cam4j.resampling.Axis;
import io.cam4j.resampling.PlaneResize;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * RISE: M(p) = Σ_i f(X ∘ m_i) m_i(p) / (N q), the mean of N random masks, weighted by the class's probability f of the image
 * seen through them; q is the share of what a mask keeps. A mask is a grid of s × s cells, each kept with probability q,
 * enlarged bilinearly by ⌈H/s⌉ × ⌈W/s⌉ pixels a cell to one cell more than the input, and cropped at random. The map has the
 * input's size. Mask i depends on the seed and i alone.
 *
 * @see "Petsiuk, Das, Saenko: RISE: Randomized Input Sampling for Explanation of Black-box Models, BMVC 2018,
 *     https://arxiv.org/abs/1806.07421"
 */
final class Rise extends TrialMethod {
    private final int masks;
    private final int cells;
    private final double kept;
    private final long seed;

    Rise(int masks, int cells, double kept, long seed) {
        super("rise");
        if (masks < 1 || cells < 1 || !(kept > 0 && kept <= 1)) {
            throw new IllegalArgumentException(
                    "one or more masks and cells and a share kept of more than 0, at most 1, expected, got %d, %d, %s"
                            .formatted(masks, cells, kept));
        }
        this.masks = masks;
        this.cells = cells;
        this.kept = kept;
        this.seed = seed;
    }

    @Override
    public List<MapRecipe> of(Trials trials) {
        int height = trials.inputHeight();
        int width = trials.inputWidth();
        int[] classes = trials.classes();
        double[][] sums = new double[classes.length][height * width];
        float[] mask = new float[height * width];
        trials.images(masks, (trial, values) -> write(trial, height, width, values), (trial, logits) -> {
            write(trial, height, width, mask); // again: cheaper than keeping those of a batch
            for (int place = 0; place < classes.length; place++) {
                double probability = trials.probability(logits, classes[place]);
                for (int p = 0; p < mask.length; p++) {
                    sums[place][p] += probability * mask[p];
                }
            }
        });
        List<MapRecipe> recipes = new ArrayList<>();
        for (double[] sum : sums) {
            for (int p = 0; p < sum.length; p++) {
                sum[p] /= masks * kept;
            }
            recipes.add(MapRecipe.plane(height, width, Rows.floats(sum)));
        }
        return recipes;
    }

    /** Writes mask number i. */
    private void write(int i, int height, int width, float[] mask) {
        SplittableRandom random = new SplittableRandom(seed + 0x9E3779B97F4A7C15L * (i + 1L));
        float[] grid = new float[cells * cells];
        for (int cell = 0; cell < grid.length; cell++) {
            grid[cell] = random.nextDouble() < kept ? 1 : 0;
        }
        PlaneResize plane = PlaneResize.openCvLinear(grid, cropped(width, random), cropped(height, random));
        float[] row = new float[width];
        for (int y = 0; y < height; y++) {
            plane.read(y, row);
            System.arraycopy(row, 0, mask, y * width, width);
        }
    }

    /** The grid's s cells cover s + 1 cells' pixels, of which the input begins somewhere in the first. */
    private Axis cropped(int pixels, SplittableRandom random) {
        int cell = (pixels + cells - 1) / cells;
        double scale = cells / ((cells + 1.0) * cell);
        return new Axis(cells, pixels, scale, random.nextInt(cell) * scale);
    }

    @Override
    public String cost() {
        return masks + " runs";
    }

    @Override
    public String paper() {
        return "Petsiuk et al., BMVC 2018";
    }
}
