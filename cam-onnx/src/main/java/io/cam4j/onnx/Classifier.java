package io.cam4j.onnx;

import io.cam4j.network.ClassifierWeights;
import io.cam4j.network.Seeds;
import java.nio.FloatBuffer;

/** What leads from pooled features to logits, as far as gradients go. Thread-safe until closed. */
interface Classifier extends AutoCloseable {
    /**
     * Pulls seeds back to the pooled features of one image; see {@link io.cam4j.network.NetworkOutput#pullBack}.
     *
     * @param features of the image, [C, positions], from position 0 to the limit
     */
    double[] pullBack(FloatBuffer features, int positions, Seeds seeds, FloatBuffer rows);

    /**
     * Proves what completeness does not: that rows which change from image to image are gradients.
     *
     * @param features of an image, as above
     * @param rows those of the classes at this image, [k, C]
     * @throws io.cam4j.CamModelException if they are not
     */
    void prove(FloatBuffer features, int positions, int[] classes, float[] rows);

    @Override
    void close();

    /** Returns a linear layer, whose rows are the same for each image. */
    static Classifier linear(ClassifierWeights weights) {
        return new Classifier() {
            @Override
            public double[] pullBack(FloatBuffer features, int positions, Seeds seeds, FloatBuffer rows) {
                return weights.pullBack(seeds, rows);
            }

            @Override
            public void prove(FloatBuffer features, int positions, int[] classes, float[] rows) {
                // completeness alone proves a linear layer
            }

            @Override
            public void close() {
                // arrays, or a mapping that the graph holds too
            }
        };
    }

    /** Returns layers that nothing is pulled back through: the maps of such a head come from elsewhere. */
    static Classifier none() {
        return new Classifier() {
            @Override
            public double[] pullBack(FloatBuffer features, int positions, Seeds seeds, FloatBuffer rows) {
                throw new IllegalStateException("a head that pools expected, this one has no rows");
            }

            @Override
            public void prove(FloatBuffer features, int positions, int[] classes, float[] rows) {
                // nothing is claimed
            }

            @Override
            public void close() {
                // nothing is held
            }
        };
    }
}
