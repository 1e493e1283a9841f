package io.cam4j.examples.demo;

import io.cam4j.ActivationMap;
import io.cam4j.ClassActivation;
import io.cam4j.preprocessing.Geometry;

/** The place of a picture a class's map points at: the middle of its greatest cell, in pixels of the picture. */
record Peak(double x, double y) {
    static Peak of(ClassActivation activation) {
        ActivationMap map = activation.map();
        int best = 0;
        float[] values = map.values();
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[best]) {
                best = i;
            }
        }
        Geometry geometry = activation.geometry();
        int column = best % map.width();
        int row = best / map.width();
        return new Peak(
                geometry.toImageX((column + 0.5) * geometry.tensorWidth() / map.width()),
                geometry.toImageY((row + 0.5) * geometry.tensorHeight() / map.height()));
    }

    boolean isIn(SceneShape shape) {
        return shape.contains(x, y);
    }
}
