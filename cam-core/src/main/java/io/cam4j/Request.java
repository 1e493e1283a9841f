package io.cam4j;

import io.cam4j.method.CamMethod;
import io.cam4j.method.Methods;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What to explain: which classes, by which methods, at which layers. All methods and layers of a request come from one
 * forward pass, and from one backward pass where gradients are asked for that have no closed form. Immutable; is checked
 * against the model when it is used.
 */
public final class Request {
    private static final List<CamMethod> AUTO = List.of(Methods.auto());
    private static final List<CamMethod> CAM = List.of(Methods.cam());

    private final ClassChoice choice;
    private final List<CamMethod> methods;
    private final List<String> layers;
    private final @Nullable LayerFusion fusion;
    private final TrialWatcher watcher;

    private Request(
            ClassChoice choice,
            List<CamMethod> methods,
            List<String> layers,
            @Nullable LayerFusion fusion,
            TrialWatcher watcher) {
        this.watcher = watcher;
        this.choice = choice;
        this.methods = methods;
        this.layers = layers;
        this.fusion = fusion;
    }

    private static Request of(ClassChoice choice) {
        return new Request(choice, AUTO, List.of(), null, (done, all) -> true);
    }

    /** Asks for the k most probable classes, best first, of equal ones the lower index first. */
    public static Request top(int k) {
        return of(new ClassChoice() {
            @Override
            public void check(int classes) {
                if (k < 1 || k > classes) {
                    throw new IllegalArgumentException("k: 1 to %d classes expected, got %d".formatted(classes, k));
                }
            }

            @Override
            public int[] choose(float[] logits, float[] probabilities) {
                return Scores.top(logits, k);
            }
        });
    }

    /**
     * Asks for given classes, in the order given.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Request classes(List<Integer> classes) {
        if (classes.isEmpty()) {
            throw new IllegalArgumentException("one or more classes expected, got none");
        }
        int[] wanted = classes.stream().mapToInt(Integer::intValue).toArray();
        return of(new ClassChoice() {
            @Override
            public void check(int known) {
                int[] unknown =
                        Arrays.stream(wanted).filter(c -> c < 0 || c >= known).toArray();
                if (unknown.length > 0) {
                    throw new IllegalArgumentException(
                            "classes 0 to %d expected, got %s".formatted(known - 1, Arrays.toString(unknown)));
                }
            }

            @Override
            public int[] choose(float[] logits, float[] probabilities) {
                return wanted.clone();
            }
        });
    }

    /**
     * Asks for all classes that are more probable than a threshold, best first; there may be none.
     *
     * @param threshold 0 to 1
     * @throws IllegalArgumentException if it is not from 0 to 1
     */
    public static Request above(double threshold) {
        if (!(threshold >= 0 && threshold <= 1)) { // written so that NaN fails too
            throw new IllegalArgumentException("a threshold from 0 to 1 expected, got %s".formatted(threshold));
        }
        return of(new ClassChoice() {
            @Override
            public void check(int classes) {
                // suits every model
            }

            @Override
            public int[] choose(float[] logits, float[] probabilities) {
                int count = 0;
                for (float probability : probabilities) {
                    count += probability > threshold ? 1 : 0;
                }
                return count == 0 ? new int[0] : Scores.top(logits, count);
            }
        });
    }

    /**
     * Returns this request for other methods; the default is {@link Methods#auto}, which is {@code cam} for a model that
     * pools.
     *
     * @param methods one or more, each name once; {@code auto} by itself
     * @throws IllegalArgumentException if there is none, a name is none, two are the same, or {@code auto} is among others
     */
    public Request by(List<CamMethod> methods) {
        List<String> names = methods.stream().map(Methods::nameOf).toList();
        if (names.isEmpty() || names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException(
                    "one or more methods of different names expected, got %s".formatted(names));
        }
        if (names.size() > 1 && names.contains(Methods.auto().name())) {
            throw new IllegalArgumentException("auto stands by itself, got %s".formatted(names));
        }
        return new Request(choice, List.copyOf(methods), layers, fusion, watcher);
    }

    /** As {@link #by(List)}. */
    public Request by(CamMethod... methods) {
        return by(List.of(methods));
    }

    /**
     * Returns this request at other layers; the default is the features the model's head begins with. Layers have names of
     * tensors, of nodes, or of the modules the model was exported from: {@code layer3}, {@code features.7}.
     *
     * @param names one or more, each once
     * @throws IllegalArgumentException if there is none, or one twice
     */
    public Request at(List<String> names) {
        if (names.isEmpty() || names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException("one or more different layers expected, got %s".formatted(names));
        }
        return new Request(choice, methods, List.copyOf(names), fusion, watcher);
    }

    /** As {@link #at(List)}. */
    public Request at(String... names) {
        return at(List.of(names));
    }

    /** Returns this request with one map a class for all its layers; each layer's own is in {@link Explanation#at}. */
    public Request fused(LayerFusion way) {
        return new Request(choice, methods, layers, Objects.requireNonNull(way), watcher);
    }

    /** Returns this request with somebody who watches methods that run the network many times, and may end them. */
    public Request watchedBy(TrialWatcher who) {
        return new Request(choice, methods, layers, fusion, Objects.requireNonNull(who));
    }

    /** Returns who watches trials. */
    TrialWatcher watcher() {
        return watcher;
    }

    /** Returns the methods, in the order of their maps. */
    public List<CamMethod> methods() {
        return methods;
    }

    /** Returns whether there are methods that work on the classes' rows; {@code cam} does without. */
    boolean wantsRows() {
        return methods.size() > 1 || methods.get(0) != Methods.cam();
    }

    /** Returns this request for class activation maps, without a check for each image. */
    Request byCam() {
        return new Request(choice, CAM, layers, fusion, watcher);
    }

    boolean isAuto() {
        return methods.equals(AUTO);
    }

    List<String> methodNames() {
        return methods.stream().map(CamMethod::name).toList();
    }

    /** Returns the layers' names, empty for the features the head begins with. */
    public List<String> layers() {
        return layers;
    }

    /** Returns how the maps of several layers become one; empty where they stay apart. */
    public Optional<LayerFusion> fusion() {
        return Optional.ofNullable(fusion);
    }

    /** @throws IllegalArgumentException if the model has not these classes */
    void checkClasses(int classes) {
        choice.check(classes);
    }

    /** Returns the classes to explain, given all logits and probabilities of an image. */
    int[] choose(float[] logits, float[] probabilities) {
        return choice.choose(logits, probabilities);
    }

    private interface ClassChoice {
        void check(int classes);

        int[] choose(float[] logits, float[] probabilities);
    }
}
