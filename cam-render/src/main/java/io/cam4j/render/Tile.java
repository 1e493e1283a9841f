package io.cam4j.render;

import java.awt.image.BufferedImage;

/** A picture on a sheet with what stands below it. */
record Tile(BufferedImage picture, Caption caption) {}
