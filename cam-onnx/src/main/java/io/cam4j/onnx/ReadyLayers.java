package io.cam4j.onnx;

import io.cam4j.CamModelException;
import io.cam4j.network.LayerOutput;
import io.cam4j.network.Layers;
import io.cam4j.onnx.graph.MalformedGraphException;
import io.cam4j.preprocessing.InputSpec;
import io.cam4j.preprocessing.InputTensor;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The layers of a model that are ready to be explained. Each set holds sessions of its own, so only those used last are kept;
 * others are opened again when they are wanted. Thread-safe.
 */
final class ReadyLayers implements AutoCloseable {
    /** How many sets are kept, unless more are in use. */
    static final int MOST = 4;

    private final Source source;
    private final String input;
    private final Map<Key, Kept> kept = new LinkedHashMap<>(16, 0.75f, true); // used longest ago first
    private boolean closed;

    /** What is made ready. */
    private record Key(List<String> tensors, boolean gradients, InputSpec input) {}

    /** A set, and how many use it. */
    private static final class Kept {
        private @Nullable OnnxLayers layers; // set once, under this object's lock
        private int users; // changed under the lock of all
    }

    /** @param input name of the model's input */
    ReadyLayers(Source source, String input) {
        this.source = source;
        this.input = input;
    }

    /** Returns layers, opened if they are not; what it throws is as {@link OnnxLayers#open} says. */
    Layers of(List<String> tensors, boolean gradients, InputSpec spec) {
        Key key = new Key(List.copyOf(tensors), gradients, spec);
        Kept ready = take(key);
        try {
            opened(key, ready);
        } finally {
            giveBack(key, ready);
        }
        return image -> run(key, image);
    }

    private LayerOutput run(Key key, InputTensor image) {
        Kept ready = take(key);
        try {
            return opened(key, ready).run(image, () -> giveBack(key, ready));
        } catch (RuntimeException | Error e) {
            giveBack(key, ready);
            throw e;
        }
    }

    private synchronized Kept take(Key key) {
        if (closed) {
            throw new IllegalStateException("the layers of %s are closed".formatted(source.path()));
        }
        Kept wanted = kept.computeIfAbsent(key, any -> new Kept());
        wanted.users++;
        return wanted;
    }

    private OnnxLayers opened(Key key, Kept taken) {
        synchronized (taken) { // another caller who wants the same waits for it, no one else
            OnnxLayers layers = taken.layers;
            if (layers == null) {
                layers = open(key);
                taken.layers = layers;
            }
            return layers;
        }
    }

    private OnnxLayers open(Key key) {
        try {
            return OnnxLayers.open(source, key.tensors, key.gradients, input, key.input);
        } catch (MalformedGraphException e) { // of files beside the model that are no longer what they were
            throw new CamModelException(
                    source.path().toString(), "%s is not usable: %s".formatted(source.path(), e.getMessage()), e);
        }
    }

    private synchronized void giveBack(Key key, Kept used) {
        used.users--;
        if (used.users == 0 && used.layers == null) { // it could not be opened
            kept.remove(key, used);
        }
        Iterator<Kept> oldest = kept.values().iterator();
        while (kept.size() > MOST && oldest.hasNext()) {
            Kept next = oldest.next();
            if (next.users == 0) {
                oldest.remove();
                close(next);
            }
        }
    }

    private static void close(Kept unused) {
        if (unused.layers != null) {
            unused.layers.close();
        }
    }

    /** For when nobody uses any. */
    @Override
    public synchronized void close() {
        closed = true;
        kept.values().forEach(ReadyLayers::close);
        kept.clear();
    }
}
