package io.cam4j.onnx;

import io.cam4j.network.ClassifierWeights;
import io.cam4j.network.Seeds;
import java.nio.FloatBuffer;

/**
 * What leads from the hidden values a tail's session ends with, H of them, to the logits. Where that is a linear layer only
 * the rows of the classes asked for are read; within the session all of them would be, twice. Thread-safe.
 */
interface LastLayer {
    /** Returns H. */
    int width();

    /**
     * Writes ∂t/∂hidden for each seed, [k, H].
     *
     * @return for each seed the part of t that no hidden value has, [k]
     */
    double[] pullBack(Seeds seeds, FloatBuffer into);

    /** Returns the logit of a class. */
    double logit(int index, float[] hidden);

    /** Returns a linear layer, y = W·hidden + b. */
    static LastLayer linear(ClassifierWeights weights) {
        return new LastLayer() {
            @Override
            public int width() {
                return weights.channels();
            }

            @Override
            public double[] pullBack(Seeds seeds, FloatBuffer into) {
                return weights.pullBack(seeds, into);
            }

            @Override
            public double logit(int index, float[] hidden) {
                FloatBuffer row = FloatBuffer.allocate(hidden.length);
                weights.putRow(index, row);
                double sum = weights.bias(index);
                for (int i = 0; i < hidden.length; i++) {
                    sum += (double) row.get(i) * hidden[i];
                }
                return sum;
            }
        };
    }

    /** Returns no layer: the session ends with the logits. */
    static LastLayer none(int classes) {
        return new LastLayer() {
            @Override
            public int width() {
                return classes;
            }

            @Override
            public double[] pullBack(Seeds seeds, FloatBuffer into) {
                seeds.put(classes, into);
                return new double[seeds.count()];
            }

            @Override
            public double logit(int index, float[] hidden) {
                return hidden[index];
            }
        };
    }
}
