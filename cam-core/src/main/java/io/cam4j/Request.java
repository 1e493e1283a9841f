package io.cam4j;

import io.cam4j.method.CamMethod;
import io.cam4j.method.Methods;
import io.cam4j.network.Head;
import java.util.Arrays;
import java.util.List;

/**
 * What to explain: which classes, by which methods. All methods of a request come from one forward pass. Immutable; is
 * checked against the model when it is used.
 */
public final class Request {
    private final ClassChoice choice;
    private final List<CamMethod> methods;

    private Request(ClassChoice choice, List<CamMethod> methods) {
        this.choice = choice;
        this.methods = methods;
    }

    private static Request of(ClassChoice choice) {
        return new Request(choice, List.of(Methods.cam()));
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
     * Returns this request for other methods; the default is {@code cam} alone.
     *
     * @param methods one or more, each name once
     * @throws IllegalArgumentException if there is none, a name is none, or two are the same
     */
    public Request by(List<CamMethod> methods) {
        List<String> names = methods.stream().map(Methods::nameOf).toList();
        if (names.isEmpty() || names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException(
                    "one or more methods of different names expected, got %s".formatted(names));
        }
        return new Request(choice, List.copyOf(methods));
    }

    /** As {@link #by(List)}. */
    public Request by(CamMethod... methods) {
        return by(List.of(methods));
    }

    /** Returns the methods, in the order of their maps. */
    public List<CamMethod> methods() {
        return methods;
    }

    /** Returns whether there are methods that work on the classes' rows; {@code cam} does without. */
    boolean wantsRows() {
        return methods.size() > 1 || methods.get(0) != Methods.cam();
    }

    /** @throws IllegalArgumentException if the model has not these classes, or a method does not hold for its head */
    void check(Head head) {
        choice.check(head.classes());
        for (CamMethod method : methods) {
            Methods.check(method, head);
        }
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
