package io.cam4j.onnx.backward;

import java.util.ArrayList;
import java.util.List;

/**
 * The sizes of a forward tensor's axes for one image, and what follows for its gradient: the k seeds take the place of a
 * leading axis of one, which is the batch as a rule, and stand before any other first axis. So forward tensors broadcast
 * against gradients as they are.
 *
 * @param sizes slowest axis first; empty for a scalar
 */
record Dims(List<Long> sizes) {
    Dims {
        sizes = List.copyOf(sizes);
    }

    static Dims of(List<Long> sizes) {
        return new Dims(sizes);
    }

    int rank() {
        return sizes.size();
    }

    /** Returns an axis' size; negative axes count from the end. */
    long size(int axis) {
        return sizes.get(axis(axis));
    }

    /** Returns an axis counted from the front. */
    int axis(long axis) {
        return (int) (axis < 0 ? axis + rank() : axis);
    }

    /** Returns the sizes of the axes behind batch and channels. */
    List<Long> behindChannels() {
        return sizes.subList(2, rank());
    }

    /** Returns the number of values in some of the axes. */
    long count(List<Integer> axes) {
        return axes.stream().map(sizes::get).reduce(1L, (a, b) -> a * b);
    }

    /** Returns the number of values. */
    long count() {
        return sizes.stream().reduce(1L, (a, b) -> a * b);
    }

    /** Returns whether the seeds stand in the place of the first axis. */
    boolean merged() {
        return !sizes.isEmpty() && sizes.get(0) == 1;
    }

    /** Returns the gradient's axis that belongs to an axis of the tensor. */
    long gradientAxis(int axis) {
        return merged() ? axis : axis + 1L;
    }

    /** Returns the sizes of the gradient but for the first, which is k. */
    List<Long> tail() {
        return merged() ? sizes.subList(1, rank()) : sizes;
    }

    /** Returns the gradient's sizes with −1 for k, as Reshape takes them. */
    List<Long> gradient() {
        return withSeeds(-1, tail());
    }

    /** Returns the sizes of a value that broadcasts against the gradient along k. */
    List<Long> oneSeed() {
        return withSeeds(1, tail());
    }

    /** Returns all sizes behind an axis of k. */
    List<Long> full() {
        return withSeeds(-1, sizes);
    }

    private static List<Long> withSeeds(long k, List<Long> tail) {
        List<Long> all = new ArrayList<>(List.of(k));
        all.addAll(tail);
        return all;
    }
}
