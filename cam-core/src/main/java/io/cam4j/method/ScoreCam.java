package io.cam4j.method;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Score-CAM and its kin: M(p) = max(Σ_k α_k A_k(p), 0), with α = softmax over the channels of s_k, the logit of the image X
 * seen through channel k, averaged over N samples: s_k = mean_i y(X ∘ m_ki), where H_k is A_k enlarged to the input and scaled
 * to 0…1. (The papers take y of a baseline image off, which the softmax does not notice.)
 *
 * <ul>
 *   <li>Score-CAM: one sample, m_k = H_k.
 *   <li>SS-CAM: N samples, m_ki = H_k + noise, normally distributed with deviation σ, a value a pixel.
 *   <li>IS-CAM: N samples, m_ki = H_k · Σ_{j&lt;i} j / N for i = 1…N. The first is blank for every channel, which the softmax
 *       does not notice either, so N − 1 are run.
 * </ul>
 *
 * Channels that are the same everywhere have H_k = 0, and share one trial.
 *
 * @see "Wang, Wang, Du, Yang, Zhang, Ding, Mardziel, Hu: Score-CAM: Score-Weighted Visual Explanations for Convolutional Neural
 *     Networks, CVPR Workshops 2020, https://arxiv.org/abs/1910.01279"
 * @see "Wang, Naidu, Michael, Kundu: SS-CAM: Smoothed Score-CAM for Sharper Visual Feature Localization, 2020,
 *     https://arxiv.org/abs/2006.14255"
 * @see "Naidu, Ghosh, Maurya, K, Kundu: IS-CAM: Integrated Score-CAM for axiomatic-based explanations, 2020,
 *     https://arxiv.org/abs/2010.03023"
 */
final class ScoreCam extends TrialMethod {
    private final MaskGrid grid;
    private final int samples;
    private final int runs; // of the samples; the others are the same for all channels
    private final Sampling sampling;
    private final String paper;

    /** Changes a channel's mask in place for one of its samples. */
    interface Sampling {
        /**
         * Changes it.
         *
         * @param sample number among the channel's that are run
         * @param trial number among all trials of the map, for what is random
         */
        void change(float[] mask, int sample, long trial);
    }

    ScoreCam(String name, MaskGrid grid, int samples, int runs, Sampling sampling, String paper) {
        super(name);
        this.grid = grid;
        this.samples = samples;
        this.runs = runs;
        this.sampling = sampling;
        this.paper = paper;
    }

    @Override
    public List<MapRecipe> of(Trials trials) {
        Features features = trials.features();
        int[] channelOf = distinct(features);
        int[] classes = trials.classes();
        double[][] sums = new double[classes.length][features.channels()];
        ChannelMasks masks = new ChannelMasks(features, grid, trials.inputHeight(), trials.inputWidth());
        trials.images(
                Math.multiplyExact(channelOf.length, runs),
                (trial, mask) -> {
                    masks.write(channelOf[trial / runs], mask);
                    sampling.change(mask, trial % runs, trial);
                },
                (trial, logits) -> {
                    for (int place = 0; place < classes.length; place++) {
                        sums[place][channelOf[trial / runs]] += logits[classes[place]];
                    }
                });
        List<MapRecipe> recipes = new ArrayList<>();
        for (double[] ofClass : sums) {
            shareFlat(features, ofClass);
            recipes.add(map(features, ofClass));
        }
        return recipes;
    }

    /** Returns the channels to run: all that vary, and the first of those that do not. */
    private static int[] distinct(Features features) {
        int flat = firstFlat(features);
        return IntStream.range(0, features.channels())
                .filter(k -> k == flat || !features.isFlat(k))
                .toArray();
    }

    private static int firstFlat(Features features) {
        for (int k = 0; k < features.channels(); k++) {
            if (features.isFlat(k)) {
                return k;
            }
        }
        return -1;
    }

    private static void shareFlat(Features features, double[] sums) {
        int flat = firstFlat(features);
        for (int k = flat + 1; flat >= 0 && k < sums.length; k++) {
            if (features.isFlat(k)) {
                sums[k] = sums[flat];
            }
        }
    }

    private MapRecipe map(Features features, double[] sums) {
        float[] means = new float[sums.length];
        for (int k = 0; k < means.length; k++) {
            means[k] = (float) (sums[k] / samples);
        }
        double[] weights = Softmax.of(means);
        double[] map = new double[features.positions()];
        for (int k = 0; k < weights.length; k++) {
            for (int p = 0; p < map.length; p++) {
                map[p] += weights[k] * features.at(k, p);
            }
        }
        return MapRecipe.values(Rows.rectified(Rows.floats(map)));
    }

    @Override
    public String cost() {
        return runs == 1 ? "a run a channel" : runs + " runs a channel";
    }

    @Override
    public String paper() {
        return paper;
    }
}
