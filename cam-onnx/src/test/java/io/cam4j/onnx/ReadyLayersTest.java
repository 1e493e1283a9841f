package io.cam4j.onnx;

import static io.cam4j.onnx.TestModel.CLASSES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cam4j.CamModelException;
import io.cam4j.ClassActivationMapper;
import io.cam4j.Request;
import io.cam4j.gemm.GemmEngine;
import io.cam4j.method.Methods;
import io.cam4j.onnx.graph.Structure;
import io.cam4j.preprocessing.InputTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Layers are opened once while they are used. That a set is opened shows where its weights' file is gone. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "files in use stay there")
class ReadyLayersTest {
    private static final int SIZE = 8;
    private static final int WIDE = Structure.LEAST_EXTERNAL_BYTES / 16; // 4 floats each: they stay in their file
    private static final List<String> LAYERS = List.of("features", "layer1", "layer2", "layer3", "layer4", "layer5");

    @TempDir
    private Path folder;

    private Path weights;
    private ClassActivationMapper mapper;

    @BeforeEach
    void write() throws IOException {
        TestModel model = TestModel.body(0, SIZE);
        for (int i = 1; i < LAYERS.size(); i++) {
            model.node("Tanh", LAYERS.get(i), LAYERS.get(i - 1));
        }
        byte[] values = new byte[16 * WIDE];
        for (int i = 2; i < values.length; i += 4) {
            values[i] = (byte) (i % 127); // small numbers, none of them huge
            values[i + 1] = 60;
        }
        weights = Files.write(folder.resolve("weights.bin"), values);
        mapper = OnnxClassActivationMapper.builder(model.external("wide", "weights.bin", 0, 16 * WIDE, WIDE, 4, 1, 1)
                        .node("Conv", "planes", LAYERS.get(LAYERS.size() - 1) + " wide")
                        .node("GlobalAveragePool", "pooled", "planes")
                        .node("Flatten", "flat", "pooled", TestModel.integer("axis", 1))
                        .random("fc", CLASSES, WIDE)
                        .node("Gemm", "logits", "flat fc", TestModel.integer("transB", 1))
                        .output("logits", 0, CLASSES)
                        .write(folder))
                .gemm(GemmEngine.java("for a test"))
                .open();
    }

    @AfterEach
    void close() {
        mapper.close();
    }

    private float[] map(String layer) {
        InputTensor input = InputTensor.of(3, SIZE, SIZE, TestModel.values(7, 3 * SIZE * SIZE), SIZE, SIZE);
        return mapper.explain(
                        input, Request.classes(List.of(2)).by(Methods.gradCam()).at(layer))
                .top()
                .map()
                .values();
    }

    @Test
    void layersThatAreReadyAreNotOpenedAgain() throws IOException {
        float[] first = map("layer1");
        Files.delete(weights);

        assertThat(map("layer1")).containsExactly(first);
        assertThatThrownBy(() -> map("layer2")).isInstanceOf(CamModelException.class);
        assertThat(map("layer1")).containsExactly(first);
    }

    @Test
    void thoseUsedLongestAgoAreClosedAndOpenedAgain() throws IOException {
        Map<String, float[]> first = new HashMap<>();
        LAYERS.forEach(layer -> first.put(layer, map(layer)));
        for (String layer : LAYERS) {
            assertThat(map(layer)).containsExactly(first.get(layer));
        }
        Files.delete(weights);

        List<String> kept = LAYERS.subList(LAYERS.size() - OnnxNetwork.MOST_LAYERS, LAYERS.size());
        for (String layer : kept) {
            assertThat(map(layer)).containsExactly(first.get(layer));
        }
        assertThatThrownBy(() -> map(LAYERS.get(0))).isInstanceOf(CamModelException.class);
    }

    @Test
    void callersOfMoreLayersThanAreKeptDoNotDisturbEachOther() throws InterruptedException, ExecutionException {
        Map<String, float[]> expected = new HashMap<>();
        LAYERS.forEach(layer -> expected.put(layer, map(layer)));
        ExecutorService callers = Executors.newFixedThreadPool(LAYERS.size());
        try {
            List<Future<List<float[]>>> found = LAYERS.stream()
                    .map(layer -> callers.submit(() ->
                            IntStream.range(0, 20).mapToObj(round -> map(layer)).toList()))
                    .toList();
            for (int i = 0; i < LAYERS.size(); i++) {
                for (float[] map : found.get(i).get()) {
                    assertThat(map).containsExactly(expected.get(LAYERS.get(i)));
                }
            }
        } finally {
            callers.shutdown();
        }
    }
}
