package io.cam4j.onnx.backward;

import io.cam4j.onnx.graph.OnnxNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** One node on the way back, with the gradients of its outputs. Gradients are laid out as {@link Dims} says. */
final class Step {
    private final OnnxNode node;
    private final Emitter emitter;
    private final Measurements measurements;
    private final Function<String, Optional<String>> gradients;

    Step(OnnxNode node, Emitter emitter, Measurements measurements, Function<String, Optional<String>> gradients) {
        this.node = node;
        this.emitter = emitter;
        this.measurements = measurements;
        this.gradients = gradients;
    }

    OnnxNode node() {
        return node;
    }

    Emitter emit() {
        return emitter;
    }

    /** Returns the gradient of the first output. */
    String upstream() {
        return upstream(0).orElseThrow(() -> new IllegalStateException(node + " has no gradient"));
    }

    /** Returns an output's gradient, empty if it does not lead to the logits. */
    Optional<String> upstream(int output) {
        return gradients.apply(node.outputs().get(output));
    }

    /** Returns the values of an input in the forward pass. */
    String input(int n) {
        return emitter.forward(name(n));
    }

    /** Returns the values of the first output in the forward pass. */
    String output() {
        return emitter.forward(node.outputs().get(0));
    }

    Dims inputDims(int n) {
        return measurements.dims(name(n));
    }

    Dims outputDims() {
        return outputDims(0);
    }

    Dims outputDims(int n) {
        return measurements.dims(node.outputs().get(n));
    }

    /** Returns the values of a parameter, empty if it is left out. */
    Optional<List<Long>> parameter(int n) {
        return node.input(n).map(measurements::values);
    }

    /** Returns whether an input is there and has values; an empty one stands for one left out. */
    boolean isFilled(int n) {
        return node.input(n).isPresent() && inputDims(n).count() > 0;
    }

    private String name(int n) {
        return node.input(n).orElseThrow(() -> new IllegalStateException("%s has no input %d".formatted(node, n)));
    }

    /** Returns some of the first input's axes as the gradient counts them, but for those of size one. */
    List<Long> gradientAxes(List<Integer> axes) {
        Dims dims = inputDims(0);
        return axes.stream()
                .filter(axis -> dims.size(axis) > 1)
                .map(dims::gradientAxis)
                .toList();
    }

    /** Returns the axes of the first input from one on. */
    List<Integer> axesFrom(int first) {
        return IntStream.range(first, inputDims(0).rank()).boxed().toList();
    }
}
