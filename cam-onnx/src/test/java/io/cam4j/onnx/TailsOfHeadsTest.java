package io.cam4j.onnx;

import static io.cam4j.onnx.TestModel.CHANNELS;
import static io.cam4j.onnx.TestModel.CLASSES;
import static io.cam4j.onnx.TestModel.integer;
import static io.cam4j.onnx.TestModel.ints;
import static io.cam4j.onnx.TestModel.real;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import io.cam4j.ClassActivation;
import io.cam4j.ClassActivationMapper;
import io.cam4j.Explanation;
import io.cam4j.Request;
import io.cam4j.method.CamMethod;
import io.cam4j.method.Methods;
import io.cam4j.method.Target;
import io.cam4j.network.Head;
import io.cam4j.network.HeadKind;
import io.cam4j.preprocessing.InputTensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Heads of several layers behind the pool, not linear as a whole. Each map is compared with J·A, where J is the tail's
 * gradient by central differences of the same tail written out in Java, in double.
 */
class TailsOfHeadsTest {
    private static final int SIZE = 16;
    private static final int PLACES = SIZE / 2 * SIZE / 2;
    private static final int HIDDEN = 6;
    private static final int DOUBLE = 11; // ONNX's number of the type

    @TempDir
    private Path folder;

    static Stream<Arguments> tails() {
        return Stream.of(
                tail(
                        "Gemm, HardSwish as HardSigmoid and Mul, Gemm (MobileNetV3)",
                        model -> gemm(
                                HIDDEN,
                                first(flat(model))
                                        .node(
                                                "HardSigmoid",
                                                "gate",
                                                "hidden",
                                                real("alpha", 1 / 6f),
                                                real("beta", 0.5f))
                                        .node("Mul", "act", "hidden gate")),
                        mlp(x -> x * Math.max(0, Math.min(1, x / 6 + 0.5)))),
                tail(
                        "Gemm, HardSwish, Gemm, Softmax",
                        model -> first(flat(model).opset(14))
                                .node("HardSwish", "act", "hidden")
                                .random("w2", HIDDEN, CLASSES)
                                .random("b2", CLASSES)
                                .node("Gemm", "scores", "act w2 b2")
                                .node("Softmax", "out", "scores"),
                        mlp(x -> x * Math.max(0, Math.min(1, x / 6 + 0.5)))),
                tail(
                        "Gemm, Gelu as Erf, Gemm",
                        model -> gemm(
                                HIDDEN,
                                first(flat(model))
                                        .constant("root", new float[] {(float) Math.sqrt(2)})
                                        .constant("one", new float[] {1})
                                        .constant("half", new float[] {0.5f})
                                        .node("Div", "scaled", "hidden root")
                                        .node("Erf", "erf", "scaled")
                                        .node("Add", "raised", "erf one")
                                        .node("Mul", "gated", "hidden raised")
                                        .node("Mul", "act", "gated half")),
                        mlp(x -> 0.5 * x * (1 + erf(x / Math.sqrt(2))))),
                tail(
                        "Gemm, Sigmoid times itself (Swish), Gemm, Sigmoid",
                        model -> first(flat(model))
                                .node("Sigmoid", "gate", "hidden")
                                .node("Mul", "act", "hidden gate")
                                .random("w2", HIDDEN, CLASSES)
                                .random("b2", CLASSES)
                                .node("Gemm", "scores", "act w2 b2")
                                .node("Sigmoid", "out", "scores"),
                        mlp(x -> x / (1 + Math.exp(-x)))),
                tail(
                        "MatMul, Add, Tanh, MatMul, Add",
                        model -> flat(model)
                                .random("w1", CHANNELS, HIDDEN)
                                .random("b1", HIDDEN)
                                .random("w2", HIDDEN, CLASSES)
                                .random("b2", CLASSES)
                                .node("MatMul", "product", "flat w1")
                                .node("Add", "hidden", "b1 product")
                                .node("Tanh", "act", "hidden")
                                .node("MatMul", "again", "act w2")
                                .node("Add", "out", "again b2"),
                        mlp(Math::tanh)),
                tail(
                        "Clip, Dropout, Gemm behind a Gemm",
                        model -> gemm(
                                HIDDEN,
                                first(flat(model))
                                        .constant("low", new float[] {-0.5f})
                                        .constant("high", new float[] {0.5f})
                                        .node("Clip", "clipped", "hidden low high")
                                        .node("Dropout", "act", "clipped")),
                        mlp(x -> Math.max(-0.5, Math.min(0.5, x)))),
                tail("two Gemms with nothing between", model -> gemm(HIDDEN, first(flat(model), "act")), mlp(x -> x)),
                tail(
                        "1×1 Conv, Relu, 1×1 Conv, Flatten, on a kept pool",
                        model -> model.node("GlobalAveragePool", "pooled", "tap")
                                .random("w1", HIDDEN, CHANNELS, 1, 1)
                                .random("b1", HIDDEN)
                                .random("w2", CLASSES, HIDDEN, 1, 1)
                                .random("b2", CLASSES)
                                .node("Conv", "hidden", "pooled w1 b1")
                                .node("Relu", "act", "hidden")
                                .node("Conv", "planes", "act w2 b2")
                                .node("Flatten", "out", "planes"),
                        (model, a) -> linear(
                                model,
                                "w2",
                                "b2",
                                apply(linear(model, "w1", "b1", a, false), x -> Math.max(0, x)),
                                false)),
                tail(
                        "a mean over places of channels that stand last, LayerNormalization written out (ConvNeXt)",
                        model -> gemm(
                                CHANNELS,
                                norm(model.node("Transpose", "last", "tap", ints("perm", 0, 2, 3, 1))
                                        .node(
                                                "ReduceMean",
                                                "flat",
                                                "last",
                                                ints("axes", 1, 2),
                                                integer("keepdims", 0)))),
                        TailsOfHeadsTest::normThenLinear),
                tail(
                        "LayerNormalization, Gemm",
                        model -> gemm(
                                CHANNELS,
                                flat(model.opset(17))
                                        .random("gamma", CHANNELS)
                                        .random("beta", CHANNELS)
                                        .node("LayerNormalization", "act", "flat gamma beta", real("epsilon", 1e-3f))),
                        TailsOfHeadsTest::normThenLinear),
                tail(
                        "Gemm, Tanh, Gemm, and a last layer that is not linear",
                        model -> first(flat(model))
                                .node("Tanh", "act", "hidden")
                                .random("w2", HIDDEN, CLASSES)
                                .random("b2", CLASSES)
                                .node("Gemm", "steep", "act w2 b2")
                                .node("Softplus", "out", "steep"),
                        (model, a) -> apply(mlp(Math::tanh).of(model, a), x -> Math.log1p(Math.exp(x)))),
                tail(
                        "Gemm, Tanh, Gemm with factors, on weights that stand a column a class",
                        model -> first(flat(model))
                                .node("Tanh", "act", "hidden")
                                .random("w2", HIDDEN, CLASSES)
                                .random("b2", CLASSES)
                                .node("Gemm", "out", "act w2 b2", real("alpha", 0.5f), real("beta", 2)),
                        (model, a) -> {
                            double[] y = mlp(Math::tanh).of(model, a);
                            float[] bias = model.values("b2");
                            Arrays.setAll(y, i -> 0.5 * (y[i] - bias[i]) + 2 * bias[i]);
                            return y;
                        }),
                tail(
                        "Flatten, LayerNormalization written out, Gemm",
                        model -> gemm(CHANNELS, norm(flat(model))),
                        TailsOfHeadsTest::normThenLinear),
                tail(
                        "Gemm, Tanh, Gemm in doubles, and floats again",
                        model -> doubles(
                                        doubles(
                                                first(flat(model)).node("Tanh", "act", "hidden"),
                                                "w2",
                                                HIDDEN,
                                                CLASSES),
                                        "b2",
                                        CLASSES)
                                .node("Cast", "wide", "act", integer("to", DOUBLE))
                                .node("Gemm", "scores", "wide w2/wide b2/wide")
                                .node("Cast", "out", "scores", integer("to", 1)),
                        mlp(Math::tanh)),
                tail(
                        "Gemm, Tanh, Gemm, and classes in another order",
                        model -> shuffled(
                                first(flat(model))
                                        .node("Tanh", "act", "hidden")
                                        .random("w2", HIDDEN, CLASSES)
                                        .random("b2", CLASSES)
                                        .node("Gemm", "scores", "act w2 b2"),
                                "out",
                                "scores",
                                CLASSES),
                        (model, a) -> shuffled(mlp(Math::tanh).of(model, a))),
                tail(
                        "Gemm alone, and classes in another order",
                        model -> shuffled(
                                flat(model)
                                        .random("w2", CHANNELS, CLASSES)
                                        .random("b2", CLASSES)
                                        .node("Gemm", "scores", "flat w2 b2"),
                                "out",
                                "scores",
                                CLASSES),
                        (model, a) -> shuffled(linear(model, "w2", "b2", a, true))),
                tail(
                        "Gemm alone, and its classes as a matrix, turned",
                        model -> flat(model)
                                .random("w2", CHANNELS, CLASSES)
                                .random("b2", CLASSES)
                                .node("Gemm", "scores", "flat w2 b2")
                                .constant("halves", 2, CLASSES / 2)
                                .constant("whole", 1, CLASSES)
                                .node("Reshape", "apart", "scores halves")
                                .node("Transpose", "turned", "apart", ints("perm", 1, 0))
                                .node("Reshape", "out", "turned whole"),
                        (model, a) -> shuffled(linear(model, "w2", "b2", a, true))),
                tail(
                        "channels in another order, Gemm",
                        model -> gemm(CHANNELS, shuffled(flat(model), "act", "flat", CHANNELS)),
                        (model, a) -> linear(model, "w2", "b2", shuffled(a), true)),
                tail(
                        "Gemm, Tanh, Gemm, Reshape and Transpose that keep the order, Dropout",
                        model -> first(flat(model))
                                .node("Tanh", "act", "hidden")
                                .random("w2", HIDDEN, CLASSES)
                                .random("b2", CLASSES)
                                .node("Gemm", "scores", "act w2 b2")
                                .constant("apart", -1, 1, 1, CLASSES)
                                .node("Reshape", "placed", "scores apart")
                                .node("Transpose", "turned", "placed", ints("perm", 0, 3, 1, 2))
                                .node("Flatten", "level", "turned")
                                .node("Dropout", "out", "level"),
                        mlp(Math::tanh)));
    }

    /** Adds a constant of floats, and the same in doubles. */
    private static TestModel doubles(TestModel model, String name, long... shape) {
        return model.random(name, shape).node("Cast", name + "/wide", name, integer("to", DOUBLE));
    }

    /** Adds what puts the first half of a row's values between the second: 0 3 1 4 2 5. */
    private static TestModel shuffled(TestModel model, String output, String input, int count) {
        return model.constant("halves", -1, 2, count / 2)
                .constant("whole", -1, count)
                .node("Reshape", "apart", input + " halves")
                .node("Transpose", "turned", "apart", ints("perm", 0, 2, 1))
                .node("Reshape", output, "turned whole");
    }

    private static double[] shuffled(double[] values) {
        int half = values.length / 2;
        return IntStream.range(0, values.length)
                .mapToDouble(i -> values[i / 2 + i % 2 * half])
                .toArray();
    }

    private interface Tail {
        double[] of(TestModel model, double[] pooled);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tails")
    void givesTheMapsOfItsGradient(String name, TestModel model, Tail tail) throws OrtException {
        try (ClassActivationMapper mapper = OnnxClassActivationMapper.open(model.write(folder))) {
            Head head = mapper.provenance().head();
            assertThat(head.kind()).isEqualTo(HeadKind.GAP_TAIL);
            assertThat(head.tap()).isEqualTo("tap");
            assertThat(head.channels()).isEqualTo(CHANNELS);
            InputTensor input = mapper.preprocess(OnnxClassActivationMapperTest.image(3));
            float[] features = features(model, input);
            double[] pooled = IntStream.range(0, CHANNELS)
                    .mapToDouble(c -> mean(features, c))
                    .toArray();
            double[] scores = tail.of(model, pooled);

            Explanation explanation = mapper.explain(input, CLASSES);

            assertThat(explanation.provenance().choice())
                    .isEqualTo(
                            "no exact class activation map, for several layers stand behind the pool; their Jacobian gives the weights");
            for (ClassActivation activation : explanation.activations()) {
                assertThat((double) activation.logit()).isCloseTo(scores[activation.index()], within(1e-5));
                assertThat(activation.completenessError()).isLessThan(1e-5);
                double[] row = row(pooled, activation.index(), a -> tail.of(model, a));
                for (int p = 0; p < PLACES; p++) {
                    assertThat((double) activation.map().values()[p])
                            .isCloseTo(product(row, features, p), within(1e-4));
                }
            }
        }
    }

    /** Softmax(y): ∂p_c/∂a = p_c (∂y_c/∂a − Σ_j p_j ∂y_j/∂a), so the maps are the same sums of the maps of classes. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("tails")
    void takesSeedsOfMoreThanOneClass(String name, TestModel model, Tail tail) {
        try (ClassActivationMapper mapper = OnnxClassActivationMapper.open(model.write(folder))) {
            CamMethod softmax = Methods.gradCam().withTarget("softmax", Target.softmax());
            Explanation explanation = mapper.explain(
                    OnnxClassActivationMapperTest.image(3), Request.top(CLASSES).by(Methods.gradCam(), softmax));
            List<ClassActivation> own = explanation.by("grad-cam").activations();
            double[] weights = softmax(own);
            for (int c = 0; c < CLASSES; c++) {
                float[] map =
                        explanation.by("softmax").activations().get(c).map().values();
                for (int p = 0; p < PLACES; p++) {
                    double mean = 0;
                    for (int j = 0; j < CLASSES; j++) {
                        mean += weights[j] * own.get(j).map().values()[p];
                    }
                    assertThat((double) map[p])
                            .isCloseTo(weights[c] * (own.get(c).map().values()[p] - mean), within(1e-5));
                }
            }
        }
    }

    private static double[] softmax(List<ClassActivation> activations) {
        double[] powers = activations.stream()
                .mapToDouble(activation -> Math.exp(activation.logit()))
                .toArray();
        double sum = Arrays.stream(powers).sum();
        return Arrays.stream(powers).map(power -> power / sum).toArray();
    }

    private float[] features(TestModel model, InputTensor input) throws OrtException {
        Path exposed = model.output("tap", 0, CHANNELS, SIZE / 2, SIZE / 2).write(folder, "exposed.onnx");
        return Forward.run(exposed, "input", input.values(), new long[] {1, 3, SIZE, SIZE}, "tap");
    }

    private static double mean(float[] features, int channel) {
        double sum = 0;
        for (int p = 0; p < PLACES; p++) {
            sum += features[channel * PLACES + p];
        }
        return sum / PLACES;
    }

    private static double product(double[] row, float[] features, int place) {
        double sum = 0;
        for (int c = 0; c < CHANNELS; c++) {
            sum += row[c] * features[c * PLACES + place];
        }
        return sum;
    }

    private static double[] row(double[] at, int index, UnaryOperator<double[]> function) {
        double step = 1e-6;
        double[] row = new double[CHANNELS];
        for (int c = 0; c < CHANNELS; c++) {
            double[] up = at.clone();
            double[] down = at.clone();
            up[c] += step;
            down[c] -= step;
            row[c] = (function.apply(up)[index] - function.apply(down)[index]) / (2 * step);
        }
        return row;
    }

    private static Arguments tail(String name, UnaryOperator<TestModel> head, Tail tail) {
        TestModel body = TestModel.body(0, SIZE).node("Relu", "tap", "features");
        return Arguments.of(name, head.apply(body).output("out", 0, CLASSES), tail);
    }

    private static TestModel flat(TestModel model) {
        return model.node("GlobalAveragePool", "pooled", "tap").node("Flatten", "flat", "pooled");
    }

    private static TestModel first(TestModel model) {
        return first(model, "hidden");
    }

    private static TestModel first(TestModel model, String name) {
        return model.random("w1", CHANNELS, HIDDEN).random("b1", HIDDEN).node("Gemm", name, "flat w1 b1");
    }

    /** Whatever is called act, to the classes. */
    private static TestModel gemm(int width, TestModel model) {
        return model.random("w2", width, CLASSES).random("b2", CLASSES).node("Gemm", "out", "act w2 b2");
    }

    private static TestModel norm(TestModel model) {
        return model.random("gamma", CHANNELS)
                .random("beta", CHANNELS)
                .constant("epsilon", new float[] {1e-3f})
                .constant("two", new float[] {2})
                .node("ReduceMean", "mean", "flat", ints("axes", -1))
                .node("Sub", "centered", "flat mean")
                .node("Pow", "squared", "centered two")
                .node("ReduceMean", "variance", "squared", ints("axes", -1))
                .node("Add", "steadied", "variance epsilon")
                .node("Sqrt", "deviation", "steadied")
                .node("Div", "normal", "centered deviation")
                .node("Mul", "scaled", "normal gamma")
                .node("Add", "act", "scaled beta");
    }

    private static Tail mlp(DoubleUnaryOperator activation) {
        return (model, a) -> linear(model, "w2", "b2", apply(linear(model, "w1", "b1", a, true), activation), true);
    }

    private static double[] normThenLinear(TestModel model, double[] a) {
        double mean =
                IntStream.range(0, a.length).mapToDouble(i -> a[i]).average().orElseThrow();
        double variance = IntStream.range(0, a.length)
                .mapToDouble(i -> (a[i] - mean) * (a[i] - mean))
                .average()
                .orElseThrow();
        float[] gamma = model.values("gamma");
        float[] beta = model.values("beta");
        double[] normal = IntStream.range(0, a.length)
                .mapToDouble(i -> (a[i] - mean) / Math.sqrt(variance + 1e-3f) * gamma[i] + beta[i])
                .toArray();
        return linear(model, "w2", "b2", normal, true);
    }

    private static double[] apply(double[] x, DoubleUnaryOperator function) {
        return IntStream.range(0, x.length)
                .mapToDouble(i -> function.applyAsDouble(x[i]))
                .toArray();
    }

    /** x·W + b with W [in, out], or W·x + b with W [out, in]. */
    private static double[] linear(TestModel model, String weights, String bias, double[] x, boolean rowsAreInputs) {
        float[] w = model.values(weights);
        float[] b = model.values(bias);
        double[] y = new double[b.length];
        for (int out = 0; out < y.length; out++) {
            y[out] = b[out];
            for (int in = 0; in < x.length; in++) {
                y[out] += x[in] * (rowsAreInputs ? w[in * y.length + out] : w[out * x.length + in]);
            }
        }
        return y;
    }

    /** The error function by its Taylor series, for arguments that are not large. */
    private static double erf(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; n < 60; n++) {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }
        return 2 / Math.sqrt(Math.PI) * sum;
    }
}
