package io.cam4j.gemm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The engine of this process and the plain-Java one against a slow, obvious product in double. */
class GemmTest {
    static Stream<Arguments> engines() {
        return Stream.of(
                Arguments.of("of the process", GemmEngine.start().join()),
                Arguments.of("in Java", GemmEngine.java("asked for")));
    }

    static Stream<Arguments> shapes() {
        SplittableRandom random = new SplittableRandom(20240501);
        Stream<Arguments> chosen = Stream.of(
                Arguments.of(1L, 1, 1, 1),
                Arguments.of(2L, 1, 512, 49),
                Arguments.of(3L, 5, 512, 169),
                Arguments.of(4L, 5, 2208, 49),
                Arguments.of(5L, 1000, 64, 49),
                Arguments.of(6L, 1000, 1, 1),
                Arguments.of(7L, 1, 1, 1000));
        Stream<Arguments> drawn = Stream.generate(() -> Arguments.of(
                        random.nextLong(1_000_000),
                        random.nextInt(1, 1001),
                        random.nextInt(1, 300),
                        random.nextInt(1, 200)))
                .limit(15);
        return Stream.concat(chosen, drawn);
    }

    @ParameterizedTest(name = "seed {0}: [{1}, {2}] × [{2}, {3}]")
    @MethodSource("shapes")
    void productsAreThoseOfTheSlowTwin(long seed, int rows, int channels, int positions) {
        float[] weights = random(seed, rows * channels);
        float[] features = random(seed + 1, channels * positions);
        double[] expected = new double[rows * positions];
        double[] size = new double[rows * positions]; // of the terms, what rounding is relative to
        slowTwin(weights, features, rows, channels, positions, expected, size);

        for (GemmEngine engine : List.of(GemmEngine.start().join(), GemmEngine.java("twin"))) {
            float[] product = product(engine, weights, features, rows, channels, positions);

            for (int i = 0; i < expected.length; i++) {
                // each of the C additions and products rounds by at most 2^−24 of what is there
                double tolerance = (channels + 1) * 0x1p-24 * size[i] + 1e-30;
                assertThat((double) product[i]).as(engine.name()).isEqualTo(expected[i], within(tolerance));
            }
        }
    }

    private static void slowTwin(
            float[] weights, float[] features, int rows, int channels, int positions, double[] product, double[] size) {
        for (int row = 0; row < rows; row++) {
            for (int p = 0; p < positions; p++) {
                for (int c = 0; c < channels; c++) {
                    double term = (double) weights[row * channels + c] * features[c * positions + p];
                    product[row * positions + p] += term;
                    size[row * positions + p] += Math.abs(term);
                }
            }
        }
    }

    @ParameterizedTest(name = "a small product by hand, {0}")
    @MethodSource("engines")
    void rowsOfWeightsMeetColumnsOfFeatures(String which, GemmEngine engine) {
        float[] product = product(engine, new float[] {1, 2, 3, 0, -1, 1}, new float[] {1, 2, 3, 4, 5, 6}, 2, 3, 2);

        assertThat(product).as(which).containsExactly(22, 28, 2, 2);
    }

    @ParameterizedTest(name = "a product is the same bits every time, {0}")
    @MethodSource("engines")
    void aProductIsTheSameBitsEveryTimeAndForEveryThread(String which, GemmEngine engine) throws Exception {
        float[] weights = random(1, 5 * 512);
        float[] features = random(2, 512 * 49);
        float[] first = product(engine, weights, features, 5, 512, 49);
        ExecutorService callers = Executors.newFixedThreadPool(4);
        try (GemmPool pool = new GemmPool(engine, 2)) {
            List<Future<?>> results = new ArrayList<>();
            for (int caller = 0; caller < 4; caller++) {
                results.add(callers.submit(() -> {
                    for (int i = 0; i < 100; i++) {
                        pool.with(
                                1 + i % 3,
                                512,
                                49,
                                plan -> plan.multiply(FloatBuffer.allocate(512 * 49))); // other shapes in between
                        assertThat(product(pool, weights, features, 5, 512, 49))
                                .as(which)
                                .isEqualTo(first);
                    }
                }));
            }
            for (Future<?> result : results) {
                result.get();
            }
        } finally {
            callers.shutdownNow();
        }
    }

    @ParameterizedTest(name = "features are read where they are, {0}")
    @MethodSource("engines")
    void featuresMayLieInAnyMemoryAndBufferAndStayAsTheyAre(String which, GemmEngine engine) {
        float[] weights = random(1, 3 * 130);
        float[] features = random(2, 130 * 70);
        float[] expected = product(engine, weights, features, 3, 130, 70);
        int bytes = 4 * features.length;
        List<FloatBuffer> places = List.of(
                FloatBuffer.wrap(features).asReadOnlyBuffer(),
                filled(ByteBuffer.allocateDirect(bytes), features), // big-endian
                filled(ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()), features)
                        .position(7)
                        .limit(9),
                filled(
                        ByteBuffer.allocateDirect(bytes + 16)
                                .position(16)
                                .slice()
                                .order(ByteOrder.nativeOrder()),
                        features));
        try (GemmPool pool = new GemmPool(engine, 1)) {
            for (FloatBuffer place : places) {
                int position = place.position();
                pool.with(3, 130, 70, plan -> {
                    plan.weights().put(weights);
                    plan.multiply(place);
                    float[] product = new float[3 * 70];
                    plan.product().get(product);
                    assertThat(product).as(which).isEqualTo(expected);
                });
                assertThat(place.position()).isEqualTo(position);
            }
        }
    }

    private static FloatBuffer filled(ByteBuffer memory, float... values) {
        return memory.asFloatBuffer().put(values).clear();
    }

    @ParameterizedTest(name = "too few features are refused, {0}")
    @MethodSource("engines")
    void tooFewFeaturesAreRefused(String which, GemmEngine engine) {
        try (GemmPool pool = new GemmPool(engine, 1)) {
            assertThatThrownBy(() -> pool.with(1, 2, 3, plan -> plan.multiply(FloatBuffer.allocate(5))))
                    .as(which)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest(name = "a plan starts from its inputs alone, {0}")
    @MethodSource("engines")
    void aPlanForgetsItsLastProduct(String which, GemmEngine engine) {
        try (GemmPool pool = new GemmPool(engine, 1)) {
            assertThat(product(pool, new float[] {2}, new float[] {3}, 1, 1, 1))
                    .as(which)
                    .containsExactly(6);
            assertThat(product(pool, new float[] {5}, new float[] {7}, 1, 1, 1)).containsExactly(35);
            assertThat(product(pool, new float[] {5}, new float[] {Float.NaN}, 1, 1, 1))
                    .containsExactly(Float.NaN);
            assertThat(product(pool, new float[] {5}, new float[] {7}, 1, 1, 1)).containsExactly(35);
        }
    }

    @ParameterizedTest(name = "a bad feature shows even under a weight of 0, {0}")
    @MethodSource("engines")
    void aBadFeatureShowsEvenUnderAWeightOfZero(String which, GemmEngine engine) {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            float[] features = new float[64 * 49];
            features[30 * 49 + 7] = bad;

            float[] product = product(engine, new float[5 * 64], features, 5, 64, 49);

            for (int row = 0; row < 5; row++) {
                assertThat(product[row * 49 + 7]).as(which).isNaN();
                assertThat(product[row * 49 + 8]).isZero();
            }
        }
    }

    @Test
    void workThatFailsGivesItsPlanBack() {
        try (GemmPool pool = new GemmPool(GemmEngine.java("for a test"), 1)) {
            assertThatThrownBy(() -> pool.with(1, 1, 1, plan -> {
                        throw new IllegalArgumentException("by the caller");
                    }))
                    .hasMessage("by the caller");

            assertThat(product(pool, new float[] {2}, new float[] {3}, 1, 1, 1)).containsExactly(6);
        }
    }

    @Test
    void aClosedPoolLendsNoPlan() {
        GemmPool pool = new GemmPool(GemmEngine.java("for a test"), 1);
        pool.close();
        pool.close();

        assertThatThrownBy(() -> pool.with(1, 1, 1, GemmPlan::product))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the pool is closed");
    }

    @Test
    void aWorkspaceTheCallerHasOpenIsLeftAlone() {
        WorkspaceConfiguration small =
                WorkspaceConfiguration.builder().initialSize(10_000_000).build();
        GemmEngine engine = GemmEngine.start().join();
        float[] weights = random(1, 5 * 64);
        float[] features = random(2, 64 * 49);
        try (GemmPool pool = new GemmPool(engine, 1)) {
            float[] first = inWorkspace(small, () -> product(pool, weights, features, 5, 64, 49));
            float[] second = inWorkspace(small, () -> product(pool, weights, features, 5, 64, 49));

            assertThat(first).isEqualTo(product(engine, weights, features, 5, 64, 49));
            assertThat(second).isEqualTo(first);
        }
        Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
    }

    private static float[] inWorkspace(WorkspaceConfiguration configuration, Supplier<float[]> work) {
        try (MemoryWorkspace workspace = Nd4j.getWorkspaceManager().getAndActivateWorkspace(configuration, "caller")) {
            INDArray ones = Nd4j.ones(DataType.FLOAT, 100_000);
            float[] result = work.get();
            assertThat(ones.sumNumber().doubleValue()).as(workspace.getId()).isEqualTo(100_000);
            return result;
        }
    }

    @Test
    void thisProcessHasOneEngine() {
        assertThat(GemmEngine.start().join()).isSameAs(GemmEngine.start().join());
    }

    private static float[] product(
            GemmEngine engine, float[] weights, float[] features, int rows, int channels, int positions) {
        try (GemmPool pool = new GemmPool(engine, 1)) {
            return product(pool, weights, features, rows, channels, positions);
        }
    }

    private static float[] product(
            GemmPool pool, float[] weights, float[] features, int rows, int channels, int positions) {
        float[] product = new float[rows * positions];
        pool.with(rows, channels, positions, plan -> {
            plan.weights().put(weights);
            plan.multiply(FloatBuffer.wrap(features));
            plan.product().get(product);
        });
        return product;
    }

    private static float[] random(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }
}
