package io.cam4j.onnx;

import io.cam4j.ActivationMap;
import io.cam4j.heat.HeatMap;
import io.cam4j.heat.HeatPreset;
import io.cam4j.preprocessing.Geometry;
import io.cam4j.testing.Npy;
import io.cam4j.testing.SharedData;
import java.util.List;
import java.util.Map;

/** The enlarged maps of pytorch-grad-cam, for the class that is most probable. */
final class PeerMaps {
    /** Its names of our methods. */
    static final Map<String, String> NAMES = Map.of(
            "grad-cam", "GradCAM",
            "hires-cam", "HiResCAM",
            "grad-cam-elementwise", "GradCAMElementWise",
            "grad-cam++", "GradCAMPlusPlus",
            "xgrad-cam", "XGradCAM",
            "layer-cam", "LayerCAM",
            "fem", "FEM",
            "eigen-cam", "EigenCAM",
            "eigen-grad-cam", "EigenGradCAM",
            "kpca-cam", "KPCA_CAM");

    /** Of these the peer's sign is that of its linear algebra library. */
    private static final List<String> SIGNLESS = List.of("eigen-cam", "eigen-grad-cam", "kpca-cam");

    private PeerMaps() {}

    /** Returns the greatest difference of a raw map, enlarged by the peer's preset, from the peer's; up to its sign. */
    static double difference(String model, String layer, String photo, String method, ActivationMap map) {
        String peer = NAMES.getOrDefault(method, method);
        float[] expected = Npy.read(SharedData.path("golden/peer/%s/%s/%s/%s.npy".formatted(model, layer, photo, peer)))
                .floats();
        double difference = difference(map, expected);
        return SIGNLESS.contains(method) ? Math.min(difference, difference(negated(map), expected)) : difference;
    }

    private static ActivationMap negated(ActivationMap map) {
        float[] values = map.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = -values[i];
        }
        return ActivationMap.of(map.height(), map.width(), values);
    }

    private static double difference(ActivationMap map, float... expected) {
        float[] heat = HeatMap.of(map, Geometry.stretch(224, 224, 224, 224), HeatPreset.PYTORCH_GRAD_CAM)
                .values();
        double most = 0;
        for (int i = 0; i < expected.length; i++) {
            most = Math.max(most, Math.abs(heat[i] - expected[i]));
        }
        return most;
    }
}
