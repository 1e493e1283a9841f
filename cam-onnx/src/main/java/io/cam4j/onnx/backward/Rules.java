package io.cam4j.onnx.backward;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.cam4j.onnx.graph.OnnxNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rules, by operator. */
final class Rules {
    private static final Map<String, Rule> ALL = Map.ofEntries(
            Map.entry("Add", new AddRule()),
            Map.entry("BatchNormalization", new BatchNormalizationRule()),
            Map.entry("Cast", new IdentityRule()),
            Map.entry("CastLike", new IdentityRule()),
            Map.entry("Clip", new ClipRule()),
            Map.entry("Div", new DivRule()),
            Map.entry("Dropout", new IdentityRule()),
            Map.entry("Erf", new ErfRule()),
            Map.entry("Exp", new ExpRule()),
            Map.entry("Flatten", new ReshapeRule()),
            Map.entry("Gelu", new GeluRule()),
            Map.entry("Gemm", new GemmRule()),
            Map.entry("GlobalAveragePool", new ReduceMeanRule()),
            Map.entry("HardSigmoid", new HardSigmoidRule()),
            Map.entry("HardSwish", new HardSwishRule()),
            Map.entry("Identity", new IdentityRule()),
            Map.entry("LayerNormalization", new LayerNormalizationRule()),
            Map.entry("Log", new LogRule()),
            Map.entry("LogSoftmax", new LogSoftmaxRule()),
            Map.entry("MatMul", new MatMulRule()),
            Map.entry("Mish", new MishRule()),
            Map.entry("Mul", new MulRule()),
            Map.entry("Neg", new NegRule()),
            Map.entry("Pow", new PowRule()),
            Map.entry("Reciprocal", new ReciprocalRule()),
            Map.entry("ReduceMean", new ReduceMeanRule()),
            Map.entry("ReduceSum", new ReduceSumRule()),
            Map.entry("Relu", new ReluRule()),
            Map.entry("Reshape", new ReshapeRule()),
            Map.entry("Sigmoid", new SigmoidRule()),
            Map.entry("Softmax", new SoftmaxRule()),
            Map.entry("Softplus", new SoftplusRule()),
            Map.entry("Sqrt", new SqrtRule()),
            Map.entry("Squeeze", new ReshapeRule()),
            Map.entry("Sub", new SubRule()),
            Map.entry("Sum", new AddRule()),
            Map.entry("Tanh", new TanhRule()),
            Map.entry("Transpose", new TransposeRule()),
            Map.entry("Unsqueeze", new ReshapeRule()),
            Map.entry("com.microsoft.Gelu", new GeluRule()));

    /** Operators whose output does not change, or only in jumps: no gradient leads through them. */
    private static final Set<String> FLAT = Set.of(
            "ArgMax",
            "ArgMin",
            "Ceil",
            "ConstantOfShape",
            "Equal",
            "EyeLike",
            "Floor",
            "Greater",
            "GreaterOrEqual",
            "IsInf",
            "IsNaN",
            "Less",
            "LessOrEqual",
            "NonZero",
            "Not",
            "OneHot",
            "And",
            "Or",
            "Xor",
            "RandomNormalLike",
            "RandomUniformLike",
            "Round",
            "Shape",
            "Sign",
            "Size");

    private static final Set<Long> FLOATS = Set.of(
            (long) DataType.FLOAT.getNumber(),
            (long) DataType.DOUBLE.getNumber(),
            (long) DataType.FLOAT16.getNumber(),
            (long) DataType.BFLOAT16.getNumber());

    private Rules() {}

    static Optional<Rule> find(OnnxNode node) {
        return Optional.ofNullable(ALL.get(node.operator()));
    }

    /** Returns the rule of a node that is known to have one. */
    static Rule of(OnnxNode node) {
        return find(node).orElseThrow(() -> new IllegalStateException("no rule for " + node));
    }

    /** Returns whether a node's output has the gradient zero. */
    static boolean isFlat(OnnxNode node) {
        boolean toWholeNumbers =
                node.operator().equals("Cast") && !FLOATS.contains(node.intAttribute("to", DataType.FLOAT.getNumber()));
        return toWholeNumbers || FLAT.contains(node.operator());
    }
}
