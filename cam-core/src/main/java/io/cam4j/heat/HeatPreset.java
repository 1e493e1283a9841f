package io.cam4j.heat;

import io.cam4j.ActivationMap;
import io.cam4j.ClassActivation;
import io.cam4j.preprocessing.Geometry;
import java.awt.Rectangle;
import java.util.Locale;

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
        byte[] levels(ActivationMap map, Geometry geometry, Rectangle seen) {
            return MinMaxHeat.levels(map, geometry, seen);
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
        byte[] levels(ActivationMap map, Geometry geometry, Rectangle seen) {
            if (!geometry.isStretch()) {
                throw new IllegalArgumentException(
                        "a preprocessing that stretches expected by the preset 'original', which knows no other; use the default preset, or a recipe with \"resize\": \"stretch\"");
            }
            return OriginalHeat.levels(map, seen.width, seen.height);
        }
    };

    /** Returns the name used on the command line and in files, for example {@code original}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the map this preset shows. */
    public abstract ActivationMap mapOf(ClassActivation activation);

    /** Returns the heat of the pixels seen, row-major, 0 to 255. */
    abstract byte[] levels(ActivationMap map, Geometry geometry, Rectangle seen);
}
