package io.cam4j.onnx;

import static io.cam4j.onnx.HostileModel.SIZE;
import static io.cam4j.onnx.TestModel.CHANNELS;
import static io.cam4j.onnx.TestModel.CLASSES;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Models that keep weights in files they are not to be read from, or in no file; files that are cut off, or no files. */
final class HostileFiles {
    private final List<HostileModel> models = new ArrayList<>();

    static List<HostileModel> all() {
        HostileFiles all = new HostileFiles();
        all.locations();
        all.links();
        all.ranges();
        all.truncated();
        all.special();
        return all.models;
    }

    private interface Beside {
        void prepare(Path folder) throws IOException;
    }

    private static final Beside NOTHING = folder -> {};

    /** Weights of the first layer, which only ONNX Runtime reads, and of the classifier; with the outputs needed, and added. */
    private void external(String name, Beside beside, String... entries) {
        for (String weights : List.of("stem.weight", "fc.weight")) {
            for (boolean added : new boolean[] {false, true}) {
                String where = "%s in %s%s".formatted(weights, name, added ? ", output added" : "");
                models.add(new HostileModel(where, folder -> {
                    ModelProto.Builder model = HostileModel.proto(TestModel.linear(0, SIZE)).toBuilder();
                    if (added) {
                        model.getGraphBuilder().removeOutput(1);
                    }
                    for (TensorProto.Builder tensor : model.getGraphBuilder().getInitializerBuilderList()) {
                        if (tensor.getName().equals(weights)) {
                            float[] values = new float[tensor.getFloatDataCount()];
                            Files.write(folder.resolve("good.bin"), WeightBytes.floats(values));
                            moveOut(tensor, folder, entries);
                        }
                    }
                    beside.prepare(folder);
                    return Files.write(HostileModel.file(folder), model.build().toByteArray());
                }));
            }
        }
    }

    private static void moveOut(TensorProto.Builder tensor, Path folder, String... entries) {
        tensor.clearFloatData().setDataLocation(TensorProto.DataLocation.EXTERNAL);
        for (int i = 0; i < entries.length; i += 2) {
            tensor.addExternalData(StringStringEntryProto.newBuilder()
                    .setKey(entries[i])
                    .setValue(entries[i + 1].replace("FOLDER", folder.toString())));
        }
    }

    private void locations() {
        external("a good file", NOTHING, "location", "good.bin");
        external("no location", NOTHING);
        external(
                "a file beside, told with a checksum", NOTHING, "location", "good.bin", "checksum", "x".repeat(10_000));
        external("a file beside, told with nonsense", NOTHING, "location", "good.bin", "prepacked_0", "a|0|-1|1");
        external("two files", NOTHING, "location", "good.bin", "location", "/etc/passwd");
        external("an address", NOTHING, "location", "*/_ORT_MEM_ADDR_/*", "offset", "4096", "length", "96");
        external("an address of more", NOTHING, "location", "*/_ORT_MEM_ADDR_/*", "offset", "4096", "length", "432");
        for (String location : List.of(
                "",
                ".",
                "..",
                "none.bin",
                "../x/../good.bin",
                "FOLDER/good.bin",
                "/etc/passwd",
                "../".repeat(40) + "etc/passwd",
                "/dev/zero",
                "model.onnx",
                "good.bin\0",
                "x".repeat(1 << 20))) {
            int length = location.length();
            external(length > 100 ? "a long place" : "'" + location + "'", NOTHING, "location", location);
        }
        external("a folder", folder -> Files.createDirectories(folder.resolve("sub")), "location", "sub");
        external("an empty file", folder -> Files.createFile(folder.resolve("empty.bin")), "location", "empty.bin");
        external("a short file", folder -> Files.write(folder.resolve("s.bin"), new byte[7]), "location", "s.bin");
    }

    private void links() {
        for (String target : List.of("/dev/zero", "/etc/passwd", "good.bin", "link", "../outside.bin")) {
            Beside link = folder -> {
                Files.write(folder.resolveSibling("outside.bin"), new byte[4096]);
                Files.createSymbolicLink(folder.resolve("link"), Path.of(target));
            };
            external("a link to " + target, link, "location", "link");
        }
        external("a pipe", folder -> pipe(folder.resolve("pipe")), "location", "pipe"); // reading would never end
    }

    private void ranges() {
        for (String number : List.of(
                "-1",
                "1",
                "4096",
                "9223372036854775807",
                "-9223372036854775808",
                "18446744073709551615",
                "99999999999999999999999",
                "x",
                "",
                " 0",
                "4294967296")) {
            external("a good file at '%s'".formatted(number), NOTHING, "location", "good.bin", "offset", number);
            external("a good file of '%s'".formatted(number), NOTHING, "location", "good.bin", "length", number);
        }
        for (String number : List.of("9223372036854775807", "4611686018427387904", "-96")) {
            external("sums of " + number, NOTHING, "location", "good.bin", "offset", number, "length", number);
        }
    }

    private void truncated() {
        List<TestModel> whole = List.of(TestModel.linear(0, SIZE), quantized());
        for (int m = 0; m < whole.size(); m++) {
            byte[] bytes = whole.get(m).bytes();
            for (int i = 1; i < 50; i++) {
                byte[] cut = Arrays.copyOf(bytes, bytes.length * i / 50);
                models.add(new HostileModel(
                        "model %d cut off at %d/50".formatted(m, i),
                        folder -> Files.write(HostileModel.file(folder), cut)));
            }
        }
    }

    static TestModel quantized() {
        return TestModel.body(0, SIZE)
                .node("GlobalAveragePool", "pooled", "features")
                .node("Flatten", "flat", "pooled")
                .raw(
                        "q",
                        TensorProto.DataType.INT8,
                        WeightBytes.bytes(TestModel.values(1, CHANNELS * CLASSES)),
                        CHANNELS,
                        CLASSES)
                .constant("scale", new float[] {0.01f})
                .raw("zero", TensorProto.DataType.INT8, new byte[1])
                .node("DequantizeLinear", "w", "q scale zero")
                .node("MatMul", "logits", "flat w")
                .output("logits", 0, CLASSES);
    }

    private void special() {
        for (long size : new long[] {Integer.MAX_VALUE, 1L + Integer.MAX_VALUE, 1L << 33}) {
            models.add(new HostileModel("zeros up to " + size, folder -> stretched(folder, new byte[0], size)));
            models.add(new HostileModel(
                    "a model and zeros up to " + size,
                    folder -> stretched(folder, TestModel.linear(0, SIZE).bytes(), size)));
        }
        byte[] flatBuffer = {16, 0, 0, 0, 'O', 'R', 'T', 'M', 0, 0, 0, 0};
        models.add(new HostileModel(
                "a model of ONNX Runtime's own format", folder -> Files.write(HostileModel.file(folder), flatBuffer)));
        models.add(new HostileModel(
                "a model named as if of that format",
                folder -> Files.write(
                        folder.resolve("model.ort"), TestModel.linear(0, SIZE).bytes())));
        models.add(new HostileModel("a pipe for a model", folder -> {
            pipe(HostileModel.file(folder));
            return HostileModel.file(folder);
        }));
        models.add(new HostileModel("a link to itself for a model", folder -> {
            Path link = HostileModel.file(folder);
            return Files.createSymbolicLink(link, link);
        }));
        models.add(new HostileModel("/dev/zero for a model", folder -> Path.of("/dev/zero")));
        models.add(new HostileModel("a folder for a model", folder -> folder));
    }

    /** Takes no place on the disk. */
    private static Path stretched(Path folder, byte[] begin, long size) throws IOException {
        Path path = Files.write(HostileModel.file(folder), begin);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(size);
        }
        return path;
    }

    private static void pipe(Path pipe) throws IOException {
        try {
            new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
