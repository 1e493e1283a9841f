package io.cam4j.network;

import io.cam4j.preprocessing.InputSpec;
import io.cam4j.preprocessing.InputTensor;
import java.util.List;

/**
 * A classifier that gives its logits and its last spatial features in one forward pass. Implementations are thread-safe
 * in {@link #run}; {@link #close()} is called once no run is under way, and a second time without harm.
 */
public interface Network extends AutoCloseable {
    /** Returns what the network takes. */
    InputSpec input();

    /** Returns the head found in the network. */
    Head head();

    /** Returns the file the network came from. */
    ModelFile model();

    /** Returns the runtime's name and version, for example {@code onnxruntime 1.29.0}. */
    String runtime();

    /** Returns the execution provider in use, for example {@code cpu}. */
    String provider();

    /**
     * Runs one batch.
     *
     * @param pictures one or more of one shape and layout, as {@link #input()} says; if its batch is fixed, just as many
     * @throws io.cam4j.CamModelException if the network fails on it, or its answers do not have the shapes [n, K] and
     *     [n, C, h, w]
     */
    NetworkOutput run(List<InputTensor> pictures);

    /** Returns how many runs at a time get the most done, 1 or more: callers of many inputs start that many. */
    default int runsAtOnce() {
        return 1;
    }

    /**
     * Finds layers.
     *
     * @param names of tensors, of nodes, or of the modules the network was exported from, such as {@code layer3} or {@code
     *     features.7}
     * @return the name of a tensor for each of them
     * @throws IllegalArgumentException if there is none of a name; the message says which there are
     */
    default List<String> tensors(List<String> names) {
        throw new IllegalArgumentException(
                "this network, run by %s, gives no other layers than its last".formatted(runtime()));
    }

    /**
     * Makes layers ready to be explained, which may take as long as opening did. Layers that are ready stay so while
     * they are among the last used; those that no longer are made ready again by the next run, and take memory no more.
     *
     * @param tensors names of the layers' tensors, one or more, as {@link #tensors} gives them
     * @param gradients whether {@link LayerOutput#gradients} is wanted
     * @param input sizes of the inputs to come, none of them free but the batch
     * @throws NoGradientException if gradients are wanted and do not reach a layer
     * @throws IllegalArgumentException if a tensor does not lead to the logits
     * @throws io.cam4j.CamModelException if the runtime fails on it
     */
    default Layers layers(List<String> tensors, boolean gradients, InputSpec input) {
        throw new IllegalArgumentException(
                "this network, run by %s, gives no other layers than its last".formatted(runtime()));
    }

    @Override
    void close();
}
