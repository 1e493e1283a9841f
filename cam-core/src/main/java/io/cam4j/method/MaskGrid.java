package io.cam4j.method;

import io.cam4j.resampling.Axis;

/** Where the cells of a feature map lie on the network's input when a mask is made of it. */
public enum MaskGrid {
    /** Cells cover the input: the first one's center lies half a cell inside. So a mask lies where its features look. */
    CELLS,
    /** The centers of the outermost cells lie on the edge, as pytorch-grad-cam's Score-CAM has it. */
    CORNERS;

    Axis axis(int cells, int pixels) {
        if (this == CELLS || cells == 1 || pixels == 1) {
            return Axis.stretch(cells, pixels);
        }
        double scale = (cells - 1.0) / (pixels - 1);
        return new Axis(cells, pixels, scale, 0.5 - scale / 2);
    }
}
