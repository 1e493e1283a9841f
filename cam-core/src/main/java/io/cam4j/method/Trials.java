package io.cam4j.method;

/**
 * More runs of a network, on one image changed or on its features changed, for methods that look at what becomes of the
 * logits. Trials run in batches of bounded memory; what they give does not depend on the batches. For one thread, but changes
 * are written by several.
 */
public interface Trials {
    /** Returns the image's features A at the layer. */
    Features features();

    /** Returns a copy of the image's logits y, shape [K]. */
    float[] logits();

    /** Returns a copy of the classes to explain, in their order; one or more. */
    int[] classes();

    /** Returns the rows of the network's input. */
    int inputHeight();

    /** Returns the columns of the network's input. */
    int inputWidth();

    /** Returns the probability of a class that some logits mean, as the model counts it: by softmax, or its own sigmoid. */
    double probability(float[] logits, int index);

    /**
     * Runs the whole network on the preprocessed image times masks.
     *
     * @param count how many
     * @param masks writes the mask of a trial, shape [inputHeight, inputWidth], all of it
     * @throws java.util.concurrent.CancellationException if whoever watches does not want to go on, or the thread is
     *     interrupted
     * @throws io.cam4j.CamModelException if the network fails
     */
    void images(int count, Change masks, Scores scores);

    /**
     * Runs the layers from the features to the logits on changed features.
     *
     * @param count how many
     * @param changes changes the features of a trial, shape [C, P], which are the image's before
     * @throws IllegalArgumentException if the logits depend on the image not only through the layer
     * @throws java.util.concurrent.CancellationException as above
     * @throws io.cam4j.CamModelException if the network fails
     */
    void features(int count, Change changes, Scores scores);

    /** Writes what a trial runs on. */
    @FunctionalInterface
    interface Change {
        /** Writes the values of a trial, numbered from 0. Called by several threads at a time, in no order. */
        void write(int trial, float[] values);
    }

    /** Reads what a trial gave. */
    @FunctionalInterface
    interface Scores {
        /** Reads the logits of a trial, shape [K]; valid during the call. Called once a trial, in their order. */
        void read(int trial, float[] logits);
    }
}
