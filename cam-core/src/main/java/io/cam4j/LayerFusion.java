package io.cam4j;

import io.cam4j.resampling.Axis;
import io.cam4j.resampling.PlaneResize;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Collectors;

/**
 * How the maps of one class at several layers become one map. Of each layer counts what speaks for the class, scaled to 0…1:
 * N(p) = (max(M(p), 0) − min) / (max − min), enlarged bilinearly (half-pixel centers). What comes out has no unit.
 */
public enum LayerFusion {
    /** The mean of all N on the grid of the network's input, as pytorch-grad-cam has it. */
    MEAN("mean"),
    /** The greatest of all N on the grid of the largest layer, as torch-cam has it. */
    MAX("max"),
    /**
     * The greatest of all tanh(γ·N), γ = 2, on the grid of the largest layer: what early layers say weakly is raised
     * (Jiang et al., LayerCAM, IEEE TIP 2021, equation 9).
     */
    LAYER_CAM("layer-cam");

    private static final double GAMMA = 2;
    private static final float TINY = 1e-7f; // a map that is zero everywhere stays so

    private final String label;

    LayerFusion(String label) {
        this.label = label;
    }

    /** Returns the name used on the command line and in files. */
    public String label() {
        return label;
    }

    /** Returns the fusion of a name. @throws IllegalArgumentException if there is none; the message lists all */
    public static LayerFusion named(String name) {
        return Arrays.stream(values())
                .filter(fusion -> fusion.label.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("one of the fusions %s expected, got '%s'"
                        .formatted(
                                Arrays.stream(values()).map(LayerFusion::label).collect(Collectors.joining(", ")),
                                name)));
    }

    /**
     * Returns one map for those of several layers.
     *
     * @param maps of one class, one or more
     * @param inputHeight rows of the network's input
     * @param inputWidth columns of the network's input
     */
    public ActivationMap fuse(List<ActivationMap> maps, int inputHeight, int inputWidth) {
        int height = this == MEAN
                ? inputHeight
                : maps.stream().mapToInt(ActivationMap::height).max().orElseThrow();
        int width = this == MEAN
                ? inputWidth
                : maps.stream().mapToInt(ActivationMap::width).max().orElseThrow();
        DoubleBinaryOperator reduction = this == MEAN ? Double::sum : Math::max;
        double[] fused = new double[Math.multiplyExact(height, width)];
        for (ActivationMap map : maps) {
            PlaneResize plane = PlaneResize.openCvLinear(
                    scaled(map), Axis.stretch(map.width(), width), Axis.stretch(map.height(), height));
            float[] row = new float[width];
            for (int y = 0; y < height; y++) {
                plane.read(y, row);
                for (int x = 0; x < width; x++) {
                    fused[y * width + x] = reduction.applyAsDouble(fused[y * width + x], row[x]);
                }
            }
        }
        float[] values = new float[fused.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (this == MEAN ? fused[i] / maps.size() : fused[i]);
        }
        return ActivationMap.owning(height, width, values);
    }

    private float[] scaled(ActivationMap map) {
        float[] values = map.values();
        float least = Math.max(map.min(), 0);
        float most = Math.max(map.max(), 0) - least;
        for (int i = 0; i < values.length; i++) {
            float scaled = (Math.max(values[i], 0) - least) / (TINY + most);
            values[i] = this == LAYER_CAM ? (float) Math.tanh(GAMMA * scaled) : scaled;
        }
        return values;
    }
}
