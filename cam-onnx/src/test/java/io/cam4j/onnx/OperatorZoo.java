package io.cam4j.onnx;

import static io.cam4j.onnx.HostileModel.body;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Sound small classifiers, with each of many operators before the head: something to tamper with. */
final class OperatorZoo {
    /*
     * A line a model. First the opsets it is for; then whether the last node's output is of the shape of features (map) or
     * of any (any); then nodes with a semicolon between them, each an operator, its inputs and its attributes. An input is x,
     * the body's [n, 4, 8, 8], or 1, 2, … for what the node of that number gives, or a constant: [4,1] random floats of that
     * shape, {1,2} whole numbers, {1.0,2.0} floats, (8) a number of no axes, u8[4] or i8[4] bytes; or - for one left out.
     */
    private static final String LINES = """
            11 13 17 21 map Conv x [4,4,3,3] [4] kernel_shape=3,3 strides=2,2 pads=1,1,1,1 dilations=1,1 group=1
            11 13 17 21 map Conv x [4,2,3,3] [4] kernel_shape=3,3 group=2 auto_pad=SAME_UPPER
            13 21 map Conv x [4,1,3,3] pads=1,1,1,1 group=4
            13 map Conv x [4,4,3,3] [4] pads=1,1,1,1 ; Add 1 x ; Relu 2 ; Conv 3 [4,4,1,1] ; Sigmoid 4 ; Mul 4 5
            11 13 21 map ConvTranspose x [4,4,3,3] [4] kernel_shape=3,3 strides=2,2 pads=1,1,1,1 output_padding=1,1
            11 13 21 map ConvTranspose x [4,4,3,3] output_shape=16,16 strides=2,2
            11 13 17 22 map MaxPool x kernel_shape=3,3 strides=2,2 pads=1,1,1,1 dilations=2,2
            11 13 22 map MaxPool x kernel_shape=2,3 ceil_mode=1 auto_pad=SAME_LOWER storage_order=0
            11 13 22 map AveragePool x kernel_shape=3,3 strides=2,2 pads=1,1,1,1 count_include_pad=1
            19 22 map AveragePool x kernel_shape=2,2 dilations=2,2 ceil_mode=1
            11 18 22 map LpPool x kernel_shape=3,3 strides=2,2 pads=1,1,1,1 p=3
            13 any GlobalMaxPool x
            13 any GlobalLpPool x p=2
            13 any MaxRoiPool x [1,5] pooled_shape=2,2 spatial_scale=0.5
            16 any RoiAlign x [1,4] {0} output_height=2 output_width=2 sampling_ratio=2 spatial_scale=0.5 mode=avg
            11 13 14 19 21 map Reshape x {0,4,4,16}
            13 map Expand x {1,4,8,8}
            13 map Tile x {1,1,2,2}
            11 13 18 21 map Pad x {0,0,1,1,0,0,1,1} mode=reflect
            13 21 map Pad x {0,0,1,1,0,0,1,1} mode=edge
            13 21 map Pad x {0,0,1,1,0,0,-1,1} (0.5) mode=constant
            19 map Pad x {0,0,1,1,0,0,1,1} mode=wrap
            13 18 map Resize x - {1.0,1.0,2.0,2.0} mode=nearest nearest_mode=floor coordinate_transformation_mode=asymmetric
            13 19 map Resize x - {1.0,1.0,2.0,1.5} mode=linear coordinate_transformation_mode=align_corners
            13 19 map Resize x - {1.0,1.0,2.0,2.0} mode=cubic cubic_coeff_a=-0.5 exclude_outside=1
            13 18 map Resize x - - {1,4,16,12} mode=linear
            18 map Resize x - - {16,12} mode=linear antialias=1 axes=2,3 keep_aspect_ratio_policy=not_smaller
            13 map Resize x [8] - {1,4,12,16} mode=cubic coordinate_transformation_mode=tf_crop_and_resize
            9 map Upsample x {1.0,1.0,2.0,2.0} mode=linear
            13 map Concat x x axis=2
            13 map Slice x {0} {8} {2} {2}
            13 map Gather x {0,1,2,3} axis=1
            13 map Transpose x perm=0,2,3,1 ; Transpose 1 perm=0,3,1,2
            11 13 map DepthToSpace x blocksize=2 mode=CRD ; SpaceToDepth 1 blocksize=2
            9 14 15 map BatchNormalization x [4] [4] [4] {1.0,1.0,1.0,1.0} epsilon=0.001 momentum=0.9
            13 22 map InstanceNormalization x [4] [4] epsilon=0.001
            17 map LayerNormalization x [8] [8] axis=-1 epsilon=0.001 stash_type=1
            21 map GroupNormalization x [4] [4] num_groups=2 epsilon=0.001
            13 map LRN x size=3 alpha=0.1 beta=0.75 bias=1.0
            13 map LpNormalization x axis=1 p=2
            13 map MeanVarianceNormalization x axes=0,2,3
            11 13 map Softmax x axis=1
            11 13 map LogSoftmax x axis=-1
            11 13 map Hardmax x axis=2
            13 map Sigmoid x ; Tanh 1 ; Elu 2 alpha=0.5 ; Selu 3 ; LeakyRelu 4 alpha=0.1 ; HardSigmoid 5 alpha=0.3
            13 map Softplus x ; Softsign 1 ; Erf 2 ; Exp 3 ; Abs 4 ; Sqrt 5 ; Log 5 ; Add 6 7
            13 map Neg x ; Floor 1 ; Ceil 2 ; Round 3 ; Sign 4 ; Celu 5 alpha=2.0 ; ThresholdedRelu x alpha=0.2 ; Add 6 7
            14 22 map HardSwish x
            18 22 map Mish x
            20 map Gelu x approximate=tanh
            13 map Clip x (0.0) (6.0)
            13 map PRelu x [4,1,1]
            13 map Add x [4,1,1] ; Sub 1 [1] ; Mul 2 [8] ; Div 3 [4,8,8] ; Pow 4 (2.0)
            13 map Mean x [4,1,1] ; Sum 1 x ; Max 2 [1] ; Min 3 x [8]
            13 map Mod x [4,1,1] fmod=1
            13 map MatMul x [8,8]
            13 any Gemm [3,4] [4,5] [5] alpha=0.5 beta=2.0 transA=0 transB=0
            12 13 map Einsum x x equation=nchw,nchw->nchw
            12 13 any Einsum x [4,3] equation=nchw,cd->ndhw
            11 13 map ReduceMax x axes=2,3 keepdims=1 ; Mul x 1
            18 20 map ReduceMax x {2,3} keepdims=1 noop_with_empty_axes=0 ; Mul x 1
            11 13 any ReduceL2 x axes=1 keepdims=0 ; ReduceLogSumExp 1 axes=1 ; ReduceProd 2 axes=-1
            18 any ReduceL1 x {1} keepdims=0 ; ReduceSumSquare 1 {1} ; ReduceMin 2 {-1}
            13 any ReduceMean x axes=1 ; ArgMax 1 axis=2 keepdims=0 select_last_index=1
            13 map CumSum x (0) exclusive=1 reverse=1
            11 13 any TopK x {2} axis=1 largest=1 sorted=1
            13 21 any ConstantOfShape {2,3} ; Shape 1
            11 13 any Range (0) (10) (2)
            11 13 any Range (0.0) (1.0) (0.25)
            11 13 any OneHot {1,2} {4} {0.0,1.0} axis=-1
            12 13 any GatherND [3,4] {1,2} batch_dims=0
            13 any Reshape {1,0,2,1} {2,2} ; GatherElements [3,4] 1 axis=1
            13 18 any Reshape {1,0,2,1} {2,2} ; ScatterND [3,4] 1 [2]
            13 18 any Reshape {1,0,2,1} {2,2} ; ScatterElements [3,4] 1 [2,2] axis=1
            11 13 any NonMaxSuppression [1,4,4] [1,1,4] {3} {0.5} {0.1} center_point_box=0
            13 any NonZero x
            13 any Unique x axis=1 sorted=1
            13 any Cast [4] to=9 ; Compress x 1 axis=1
            13 any EyeLike [4,4] k=1 dtype=1
            14 any Trilu x (1) upper=1
            13 any Split x {4} axis=1
            18 any Split x axis=1 num_outputs=1
            13 any Squeeze [1,4,1] {0,2} ; Unsqueeze 1 {0,2} ; Flatten 2 axis=1
            13 any Cast [4] to=9 ; Where 1 [4] [4]
            13 any ReverseSequence [4,3] {1,2,4} batch_axis=1 time_axis=0
            14 22 any LSTM [3,1,4] [1,20,4] [1,20,5] [1,40] hidden_size=5 layout=0
            14 22 any GRU [3,1,4] [1,15,4] [1,15,5] [1,30] hidden_size=5 linear_before_reset=1
            14 22 any RNN [3,1,4] [1,5,4] [1,5,5] [1,10] hidden_size=5
            16 20 map GridSample x [1,8,8,2] padding_mode=reflection align_corners=1
            16 map GridSample x [1,8,8,2] mode=bicubic
            20 any AffineGrid [1,2,3] {1,1,4,4} align_corners=1
            18 any Col2Im [1,4,4] {4,4} {2,2} strides=2,2 pads=0,0,0,0 dilations=1,1
            18 any CenterCropPad x {4,4} axes=2,3
            17 20 any DFT [1,16,1]
            13 21 map QuantizeLinear x (0.05) u8[] axis=1 ; DequantizeLinear 1 (0.05) u8[]
            21 any DequantizeLinear i8[4,4] [4,2] axis=1 block_size=2
            13 21 map DequantizeLinear i8[4,4,3,3] [4] i8[4] axis=0 ; Conv x 1 pads=1,1,1,1
            13 map QuantizeLinear x (0.05) u8[] ; QLinearConv 1 (0.05) u8[] i8[4,4,1,1] (0.1) i8[] (0.05) u8[] ; DequantizeLinear 2 (0.05) u8[]
            13 any QuantizeLinear x (0.05) u8[] ; ConvInteger 1 u8[4,4,1,1] u8[] u8[]
            13 any QuantizeLinear x (0.05) u8[] ; MatMulInteger 1 u8[8,8] u8[] u8[]
            13 any QuantizeLinear x (0.05) u8[] ; QLinearMatMul 1 (0.05) u8[] u8[8,8] (0.1) u8[] (0.05) u8[]
            13 map FusedConv* x [4,4,3,3] [4] kernel_shape=3,3 pads=1,1,1,1 activation=Relu
            13 map FusedMatMul* x [8,8] transA=0 transB=1 alpha=0.5
            13 map Gelu* x ; BiasGelu* 1 [8] ; FastGelu* 2 [8] ; QuickGelu* 3 alpha=1.7
            13 any QuantizeLinear x (0.05) u8[] ; QLinearAdd* 1 (0.05) u8[] 1 (0.05) u8[] (0.1) u8[]
            13 any QuantizeLinear x (0.05) u8[] ; QLinearMul* 1 (0.05) u8[] 1 (0.05) u8[] (0.1) u8[]
            13 any QuantizeLinear x (0.05) u8[] ; QLinearSigmoid* 1 (0.05) u8[] (0.1) u8[]
            13 any QuantizeLinear x (0.05) u8[] ; QLinearLeakyRelu* 1 (0.05) u8[] (0.1) u8[] alpha=0.1
            13 any QuantizeLinear x (0.05) u8[] ; QLinearAveragePool* 1 (0.05) u8[] (0.1) u8[] kernel_shape=3,3 strides=1,1 pads=1,1,1,1
            13 any QuantizeLinear x (0.05) u8[] ; QLinearGlobalAveragePool* 1 (0.05) u8[] (0.1) u8[] channels_last=0
            13 any QuantizeLinear x (0.05) u8[] ; QLinearConcat* (0.1) u8[] 1 (0.05) u8[] 1 (0.05) u8[] axis=2
            13 any QuantizeLinear x (0.05) u8[] ; QLinearSoftmax* 1 (0.05) u8[] (0.1) u8[] axis=1 opset=13
            13 any QuantizeLinear x (0.05) u8[] ; NhwcMaxPool* 1 kernel_shape=3,3 strides=1,1 pads=1,1,1,1
            13 any MatMulNBits* [2,8] u8[8,1,8] [8] K=8 N=8 bits=4 block_size=16
            13 any GatherBlockQuantized* u8[8,8] {1,2} [8,1] block_size=16 bits=4 gather_axis=0 quantize_axis=1
            13 any SkipLayerNormalization* [2,3,8] [2,3,8] [8] [8] epsilon=0.001
            13 any SimplifiedLayerNormalization [2,3,8] [8] epsilon=0.001
            13 any Attention* [2,3,8] [8,24] [24] num_heads=2
            13 any MultiHeadAttention* [2,3,8] [2,3,8] [2,3,8] num_heads=2
            13 any CDist* [4,3] [4,3] metric=euclidean
            13 any Inverse* [4,4]
            13 any DynamicQuantizeMatMul* [4,4] u8[4,4] (0.1) u8[]
            """;

    private OperatorZoo() {}

    static List<ModelProto> models() {
        Stream<TestModel> operators = LINES.lines().flatMap(OperatorZoo::models);
        Stream<TestModel> tails =
                TailsOfHeadsTest.tails().map(arguments -> (TestModel) arguments.get()[1]);
        Stream<TestModel> heads = Stream.of(
                TestModel.linear(0, HostileModel.SIZE),
                TestModel.linear(2, HostileModel.SIZE),
                TestModel.convolution(0, HostileModel.SIZE),
                HostileFiles.quantized());
        return Stream.of(operators, tails, heads)
                .flatMap(some -> some)
                .map(OperatorZoo::proto)
                .toList();
    }

    /** With ONNX Runtime's own operators in their domain. */
    private static ModelProto proto(TestModel model) {
        ModelProto.Builder proto = HostileModel.proto(model).toBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder()
                        .setDomain("com.microsoft")
                        .setVersion(1));
        for (NodeProto.Builder node : proto.getGraphBuilder().getNodeBuilderList()) {
            if (node.getOpType().endsWith("*")) {
                node.setOpType(node.getOpType().replace("*", "")).setDomain("com.microsoft");
            }
            if (node.getOpType().equals("TopK")) {
                node.addOutput("indices");
            }
        }
        return proto.build();
    }

    private static Stream<TestModel> models(String line) {
        List<String> words = List.of(line.split(" ", -1));
        int kind = Math.max(words.indexOf("map"), words.indexOf("any"));
        String nodes = String.join(" ", words.subList(kind + 1, words.size()));
        return words.subList(0, kind).stream().map(opset -> {
            TestModel model = nodes(body(Integer.parseInt(opset)), nodes.split(" ; ", -1));
            return words.get(kind).equals("map") ? HostileModel.head(model, "y") : HostileModel.headOfAny(model);
        });
    }

    private static TestModel nodes(TestModel model, String... nodes) {
        for (int n = 0; n < nodes.length; n++) {
            List<String> words = List.of(nodes[n].split(" ", -1));
            List<String> inputs = new ArrayList<>();
            List<AttributeProto> attributes = new ArrayList<>();
            for (String word : words.subList(1, words.size())) {
                if (word.matches("\\w+=.*")) {
                    attributes.add(attribute(word.split("=", 2)[0], word.split("=", 2)[1]));
                } else {
                    inputs.add(input(model, word, "c%d_%d".formatted(n, inputs.size())));
                }
            }
            String output = n == nodes.length - 1 ? "y" : "t" + (n + 1);
            model.node(words.get(0), output, String.join(" ", inputs), attributes.toArray(AttributeProto[]::new));
        }
        return model;
    }

    /** Returns the name of an input; a constant is added to the model under the name given. */
    private static String input(TestModel model, String word, String name) {
        if (word.equals("x")) {
            return word;
        }
        if (word.equals("-")) {
            return "";
        }
        if (word.matches("\\d+")) {
            return "t" + word;
        }
        String inner = word.replaceAll("^\\w*[\\[{(]|[\\]})]$", "");
        switch (word.charAt(0)) {
            case '[' -> model.random(name, longs(inner));
            case '{' -> {
                if (inner.contains(".")) {
                    model.constant(name, floats(inner), floats(inner).length);
                } else {
                    model.constant(name, longs(inner));
                }
            }
            case '(' -> {
                if (inner.contains(".")) {
                    model.constant(name, floats(inner));
                } else {
                    byte[] bytes = {Byte.parseByte(inner), 0, 0, 0, 0, 0, 0, 0};
                    model.raw(name, TensorProto.DataType.INT64, bytes);
                }
            }
            default -> {
                long[] shape = longs(inner);
                int count = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
                boolean signed = word.startsWith("i");
                TensorProto.DataType type = signed ? TensorProto.DataType.INT8 : TensorProto.DataType.UINT8;
                model.raw(name, type, WeightBytes.bytes(TestModel.values(count, count)), shape);
            }
        }
        return name;
    }

    private static AttributeProto attribute(String name, String value) {
        if (value.matches("-?\\d+")) {
            boolean list = name.equals("axes");
            return list ? TestModel.ints(name, longs(value)) : TestModel.integer(name, Long.parseLong(value));
        }
        if (value.matches("-?\\d+(,-?\\d+)+")) {
            return TestModel.ints(name, longs(value));
        }
        return value.matches("-?\\d+\\.\\d+")
                ? TestModel.real(name, Float.parseFloat(value))
                : HostileModel.text(name, value);
    }

    private static long[] longs(String list) {
        return Arrays.stream(list.split(",", -1))
                .filter(number -> !number.isEmpty())
                .mapToLong(Long::parseLong)
                .toArray();
    }

    private static float[] floats(String list) {
        String[] numbers = list.split(",", -1);
        float[] values = new float[numbers.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.parseFloat(numbers[i]);
        }
        return values;
    }
}
