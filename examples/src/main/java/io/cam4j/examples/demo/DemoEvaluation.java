package io.cam4j.examples.demo;

import io.cam4j.ClassActivationMapper;
import io.cam4j.Explanation;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Measures the demo model on pictures it was not trained on, by a generator it was not trained with. The control
 * explains a class that is not in the picture: a map that pointed at shapes of any kind would find the shape there too.
 */
public final class DemoEvaluation {
    private static final long SINGLES_FROM = 1_000_000; // seeds, so that no picture is measured twice
    private static final long PAIRS_FROM = 2_000_000;

    private final ClassActivationMapper mapper;
    private final SceneGenerator generator = SceneGenerator.standard();

    private DemoEvaluation(ClassActivationMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * Prints the figures of the demo model.
     *
     * @param arguments how many pictures of one shape, default 1000, and of two shapes, default half as many
     */
    public static void main(String[] arguments) {
        int pictures = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1000;
        int pairs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : (pictures + 1) / 2;
        try (ClassActivationMapper mapper = DemoModel.open()) {
            System.out.print(run(mapper, pictures, pairs).table());
        }
    }

    /**
     * Draws pictures and measures on them. The same numbers give the same figures.
     *
     * @param mapper of the demo model, or of another with its classes; stays open
     * @param pictures how many pictures of one shape, 1 or more
     * @param pairs how many pictures of two shapes, 1 or more
     * @throws IllegalArgumentException if there would be no picture of either kind, or the mapper has other classes
     */
    public static DemoFigures run(ClassActivationMapper mapper, int pictures, int pairs) {
        if (pictures < 1 || pairs < 1) {
            throw new IllegalArgumentException(
                    "one picture or more of either kind expected, got %d and %d".formatted(pictures, pairs));
        }
        int classes = SceneGenerator.classNames().size();
        if (mapper.classes() != classes) {
            throw new IllegalArgumentException(
                    "a model of %d classes expected, got %d".formatted(classes, mapper.classes()));
        }
        return new DemoEvaluation(mapper).figures(pictures, pairs);
    }

    private DemoFigures figures(int pictures, int pairs) {
        List<Single> ones = LongStream.range(0, pictures)
                .parallel()
                .mapToObj(i -> single(SINGLES_FROM + i))
                .toList();
        List<Pair> twos = LongStream.range(0, pairs)
                .parallel()
                .mapToObj(i -> pair(PAIRS_FROM + i))
                .toList();
        return new DemoFigures(
                pictures,
                share(ones.stream().filter(Single::named).count(), pictures),
                share(ones.stream().filter(Single::inside).count(), pictures),
                ones.stream().mapToDouble(Single::area).average().orElseThrow(),
                share(ones.stream().filter(Single::otherInside).count(), pictures),
                pairs,
                share(twos.stream().filter(Pair::named).count(), pairs),
                share(twos.stream().filter(Pair::inside).count(), pairs),
                share(twos.stream().mapToInt(Pair::swapped).sum(), 2L * pairs));
    }

    private Single single(long seed) {
        Scene scene = generator.one(seed);
        SceneShape shape = scene.shapes().get(0);
        int shown = shape.classIndex();
        int other = (shown + 1 + new Dice(~seed).index(mapper.classes() - 1)) % mapper.classes();
        Explanation explanation = mapper.explainClasses(scene.image(), List.of(shown, other));
        return new Single(
                best(explanation, 1).contains(shown),
                peak(explanation, 0).isIn(shape),
                peak(explanation, 1).isIn(shape),
                shape.area());
    }

    private Pair pair(long seed) {
        Scene scene = generator.two(seed);
        SceneShape first = scene.shapes().get(0);
        SceneShape second = scene.shapes().get(1);
        Explanation explanation = mapper.explainClasses(scene.image(), scene.classes());
        Peak one = peak(explanation, 0);
        Peak two = peak(explanation, 1);
        return new Pair(
                best(explanation, 2).containsAll(scene.classes()),
                one.isIn(first) && two.isIn(second),
                (one.isIn(second) ? 1 : 0) + (two.isIn(first) ? 1 : 0));
    }

    private static Peak peak(Explanation explanation, int i) {
        return Peak.of(explanation.activations().get(i));
    }

    /** The most probable classes of an explanation, as many as asked for. */
    private static List<Integer> best(Explanation explanation, int count) {
        return IntStream.range(0, explanation.classes())
                .boxed()
                .sorted((a, b) -> Float.compare(explanation.probability(b), explanation.probability(a)))
                .limit(count)
                .toList();
    }

    private static double share(long part, long whole) {
        return (double) part / whole;
    }

    private record Single(boolean named, boolean inside, boolean otherInside, double area) {}

    private record Pair(boolean named, boolean inside, int swapped) {}
}
