package io.cam4j.heat;

import io.cam4j.ActivationMap;
import io.cam4j.ClassActivation;
import io.cam4j.method.Methods;
import io.cam4j.preprocessing.Geometry;
import java.awt.Rectangle;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A published way from a map to heat: which map, how it is scaled to 0…255, how it is enlarged to the picture. */
public enum HeatPreset {
    /**
     * The exact map; scaled so that its least value is 0 and its greatest 1; enlarged by bilinear interpolation of
     * floats between cell centres (half-pixel, as in the ONNX Resize operator), through the inverse of the
     * preprocessing's geometry; rounded to 8 bits last.
     */
    MIN_MAX {
        @Override
        public ActivationMap mapOf(ClassActivation activation) {
            return activation.map();
        }

        @Override
        HeatSource source(ActivationMap map, String method, Geometry geometry, Rectangle seen) {
            return BilinearHeat.minMax(map, geometry, seen);
        }
    },
    /**
     * The script of Zhou et al. (pytorch_CAM.py), byte for byte: weights × features without bias and activation; scaled
     * and truncated to 8 bits at once; enlarged by OpenCV's 8-bit bilinear resize to 224 × 224 and from there to the
     * picture. Only for a preprocessing that stretches.
     */
    ORIGINAL {
        @Override
        public ActivationMap mapOf(ClassActivation activation) {
            return activation.linearMap();
        }

        @Override
        HeatSource source(ActivationMap map, String method, Geometry geometry, Rectangle seen) {
            if (!geometry.isStretch()) {
                throw new IllegalArgumentException(
                        "a preprocessing that stretches expected by the preset 'original', which knows no other; use the default preset, or a recipe with \"resize\": \"stretch\"");
            }
            return new OriginalHeat(map, seen.width, seen.height);
        }
    },
    /**
     * The exact map with its sign: scaled so that zero is in the middle, level 127.5, and the value farthest from zero at
     * one end; enlarged as {@link #MIN_MAX}. For color maps from one hue over a pale middle to another.
     */
    SIGNED {
        @Override
        public ActivationMap mapOf(ClassActivation activation) {
            return activation.map();
        }

        @Override
        public boolean isSigned() {
            return true;
        }

        @Override
        HeatSource source(ActivationMap map, String method, Geometry geometry, Rectangle seen) {
            return BilinearHeat.signed(map, geometry, seen);
        }
    },
    /**
     * That of pytorch-grad-cam: what is below zero set to zero; scaled to 0…1; enlarged by OpenCV's bilinear resize of
     * floats; scaled once more, since enlarging pulls the peaks down; cut to 8 bits.
     *
     * @see <a href="https://github.com/jacobgil/pytorch-grad-cam">jacobgil/pytorch-grad-cam</a>
     */
    PYTORCH_GRAD_CAM {
        @Override
        public ActivationMap mapOf(ClassActivation activation) {
            return activation.map();
        }

        @Override
        HeatSource source(ActivationMap map, String method, Geometry geometry, Rectangle seen) {
            return PeerHeat.pytorchGradCam(map, geometry, seen);
        }
    },
    /**
     * That of torch-cam: what is below zero set to zero, but not of {@code cam} itself; scaled to 0…1; enlarged by Pillow's
     * bicubic resize of floats, which may overshoot; squared and cut to 8 bits, as its overlays are.
     *
     * @see <a href="https://github.com/frgfm/torch-cam">frgfm/torch-cam</a>
     */
    TORCH_CAM {
        @Override
        public ActivationMap mapOf(ClassActivation activation) {
            return activation.map();
        }

        @Override
        HeatSource source(ActivationMap map, String method, Geometry geometry, Rectangle seen) {
            return PeerHeat.torchCam(map, !method.equals(Methods.cam().name()), geometry, seen);
        }
    },
    /**
     * That of the benchmark of weakly supervised localization: enlarged by OpenCV's bicubic resize of floats, then scaled
     * to 0…1; cut to 8 bits.
     *
     * @see <a href="https://github.com/clovaai/wsolevaluation">clovaai/wsolevaluation</a>
     */
    WSOL {
        @Override
        public ActivationMap mapOf(ClassActivation activation) {
            return activation.map();
        }

        @Override
        HeatSource source(ActivationMap map, String method, Geometry geometry, Rectangle seen) {
            return PeerHeat.wsol(map, geometry, seen);
        }
    };

    /**
     * Returns the preset of a name.
     *
     * @throws IllegalArgumentException if there is none; the message lists all
     */
    public static HeatPreset named(String label) {
        return Arrays.stream(values())
                .filter(known -> known.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("one of %s expected, got '%s'"
                        .formatted(
                                Arrays.stream(values()).map(HeatPreset::label).collect(Collectors.joining(", ")),
                                label)));
    }

    /** Returns the name used on the command line and in files, for example {@code original}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the map this preset shows. */
    public abstract ActivationMap mapOf(ClassActivation activation);

    /** Returns whether level 127.5 is zero and what is below it negative; otherwise level 0 is where there is least. */
    public boolean isSigned() {
        return false;
    }

    /**
     * Returns the heat of the pixels seen.
     *
     * @param method that formed the map
     */
    abstract HeatSource source(ActivationMap map, String method, Geometry geometry, Rectangle seen);
}
