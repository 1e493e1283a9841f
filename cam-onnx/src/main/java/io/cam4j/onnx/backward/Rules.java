package io.cam4j.onnx.backward;

import io.cam4j.onnx.graph.ElementTypes;
import io.cam4j.onnx.graph.OnnxNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rules, by operator. */
final class Rules {
    private static final Map<String, Rule> ALL = Map.ofEntries(
            Map.entry("Abs", new AbsRule()),
            Map.entry("Add", new AddRule()),
            Map.entry("AveragePool", new AveragePoolRule()),
            Map.entry("BatchNormalization", new BatchNormalizationRule()),
            Map.entry("Cast", new IdentityRule()),
            Map.entry("CastLike", new IdentityRule()),
            Map.entry("Clip", new ClipRule()),
            Map.entry("Concat", new ConcatRule()),
            Map.entry("Conv", new ConvRule()),
            Map.entry("ConvTranspose", new ConvTransposeRule()),
            Map.entry("DepthToSpace", new DepthToSpaceRule()),
            Map.entry("DequantizeLinear", new QuantizationRule()),
            Map.entry("Div", new DivRule()),
            Map.entry("Dropout", new IdentityRule()),
            Map.entry("Elu", new EluRule()),
            Map.entry("Erf", new ErfRule()),
            Map.entry("Exp", new ExpRule()),
            Map.entry("Expand", new ExpandRule()),
            Map.entry("Flatten", new ReshapeRule()),
            Map.entry("Gather", new GatherRule()),
            Map.entry("Gelu", new GeluRule()),
            Map.entry("Gemm", new GemmRule()),
            Map.entry("GlobalAveragePool", new ReduceMeanRule()),
            Map.entry("GlobalMaxPool", new GlobalMaxPoolRule()),
            Map.entry("HardSigmoid", new HardSigmoidRule()),
            Map.entry("HardSwish", new HardSwishRule()),
            Map.entry("Identity", new IdentityRule()),
            Map.entry("InstanceNormalization", new InstanceNormalizationRule()),
            Map.entry("LRN", new LrnRule()),
            Map.entry("LayerNormalization", new LayerNormalizationRule()),
            Map.entry("LeakyRelu", new LeakyReluRule()),
            Map.entry("Log", new LogRule()),
            Map.entry("LogSoftmax", new LogSoftmaxRule()),
            Map.entry("MatMul", new MatMulRule()),
            Map.entry("Max", new ExtremeRule()),
            Map.entry("MaxPool", new MaxPoolRule()),
            Map.entry("Min", new ExtremeRule()),
            Map.entry("Mish", new MishRule()),
            Map.entry("Mul", new MulRule()),
            Map.entry("Neg", new NegRule()),
            Map.entry("PRelu", new PReluRule()),
            Map.entry("Pad", new PadRule()),
            Map.entry("Pow", new PowRule()),
            Map.entry("QuantizeLinear", new QuantizationRule()),
            Map.entry("Reciprocal", new ReciprocalRule()),
            Map.entry("ReduceL2", new ReduceL2Rule()),
            Map.entry("ReduceMax", new ReduceMaxRule()),
            Map.entry("ReduceMean", new ReduceMeanRule()),
            Map.entry("ReduceSum", new ReduceSumRule()),
            Map.entry("Relu", new ReluRule()),
            Map.entry("Reshape", new ReshapeRule()),
            Map.entry("Resize", new ResizeRule()),
            Map.entry("Selu", new SeluRule()),
            Map.entry("Sigmoid", new SigmoidRule()),
            Map.entry("Slice", new SliceRule()),
            Map.entry("Softmax", new SoftmaxRule()),
            Map.entry("Softplus", new SoftplusRule()),
            Map.entry("SpaceToDepth", new SpaceToDepthRule()),
            Map.entry("Split", new SplitRule()),
            Map.entry("Sqrt", new SqrtRule()),
            Map.entry("Squeeze", new ReshapeRule()),
            Map.entry("Sub", new SubRule()),
            Map.entry("Sum", new AddRule()),
            Map.entry("Tanh", new TanhRule()),
            Map.entry("Tile", new TileRule()),
            Map.entry("Transpose", new TransposeRule()),
            Map.entry("Unsqueeze", new ReshapeRule()),
            Map.entry("Upsample", new ResizeRule()),
            Map.entry("Where", new WhereRule()),
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
        boolean toWholeNumbers = node.operator().equals("Cast") && !ElementTypes.isCastToFloat(node);
        return toWholeNumbers || FLAT.contains(node.operator());
    }
}
