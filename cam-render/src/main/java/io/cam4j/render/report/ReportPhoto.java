package io.cam4j.render.report;

import io.cam4j.ActivationMap;
import io.cam4j.heat.HeatMap;
import io.cam4j.heat.HeatPreset;
import io.cam4j.pixels.SrgbPixels;
import io.cam4j.preprocessing.Geometry;
import io.cam4j.render.Overlay;
import io.cam4j.render.Thumbnails;
import io.cam4j.render.files.ImageFiles;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Base64;

/** A picture as small as a page needs it. */
record ReportPhoto(BufferedImage picture) {
    /** The longer side of the picture in a row, in pixels: twice what is shown, for fine screens. */
    private static final int ROW_SIDE = 96;

    private static final double QUALITY = 0.8;
    private static final double HEAT = 0.5;
    private static final Overlay OVERLAY = Overlay.builder().opacity(HEAT).build();

    /** Returns the photo with the longer side cut down to a length; a smaller one as it is. */
    static ReportPhoto of(BufferedImage photo, int side) {
        int longer = Math.max(photo.getWidth(), photo.getHeight());
        return new ReportPhoto(longer <= side ? SrgbPixels.opaque(photo) : Thumbnails.fit(photo, side));
    }

    /** Returns a row's picture: this one smaller, with heat over it, placed by the geometry of the picture explained. */
    ReportPhoto withHeat(ActivationMap map, Geometry geometry) {
        BufferedImage small = of(picture, ROW_SIDE).picture();
        HeatMap heat = HeatMap.of(map, geometry.resized(small.getWidth(), small.getHeight()), HeatPreset.MIN_MAX);
        return new ReportPhoto(OVERLAY.paint(small, heat));
    }

    int width() {
        return picture.getWidth();
    }

    int height() {
        return picture.getHeight();
    }

    /** Returns the picture as a URL that holds it, JPEG. */
    String dataUrl() throws IOException {
        return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(ImageFiles.jpeg(picture, QUALITY));
    }
}
