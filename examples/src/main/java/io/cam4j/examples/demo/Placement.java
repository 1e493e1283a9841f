package io.cam4j.examples.demo;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.BitSet;

/** Where and how large an outline stands in a picture. */
record Placement(Outline outline, Shape shape, int side) {
    private static final double MARGIN = 0.01; // of the picture's edge
    private static final double GAP = 0.04;
    private static final double FLATNESS = 0.001; // of outlines about 2 wide

    /** Turns, sizes and places an outline anywhere where all of it is in the picture. */
    static Placement random(Dice dice, Outline outline, int side, double leastArea, double mostArea) {
        while (true) {
            AffineTransform turn =
                    AffineTransform.getRotateInstance(dice.chance(0.3) ? dice.between(-0.2, 0.2) : dice.angle());
            turn.scale(1, dice.between(0.93, 1.07));
            Path2D turned = flattened(outline.draw(dice), turn);
            double area = dice.scaleBetween(leastArea, mostArea) * side * side;
            double size = Math.sqrt(area / areaOf(turned));
            Rectangle2D bounds = turned.getBounds2D();
            double roomX = side * (1 - 2 * MARGIN) - size * bounds.getWidth();
            double roomY = side * (1 - 2 * MARGIN) - size * bounds.getHeight();
            if (roomX > 0 && roomY > 0) {
                AffineTransform place = AffineTransform.getTranslateInstance(
                        side * MARGIN + dice.unit() * roomX - size * bounds.getX(),
                        side * MARGIN + dice.unit() * roomY - size * bounds.getY());
                place.scale(size, size);
                return new Placement(outline, place.createTransformedShape(turned), side);
            }
        }
    }

    /** The pixels whose middle the shape covers. */
    SceneShape covered() {
        return new SceneShape(outline, side, raster(false));
    }

    /** Whether there is clear ground between this shape and the other. */
    boolean isApartFrom(Placement other) {
        return !raster(true).intersects(other.raster(true));
    }

    private BitSet raster(boolean withGap) {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fill(shape);
        if (withGap) {
            graphics.setStroke(new BasicStroke((float) (side * GAP), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            graphics.draw(shape);
        }
        graphics.dispose();
        byte[] bytes = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        BitSet pixels = new BitSet(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            pixels.set(i, bytes[i] != 0);
        }
        return pixels;
    }

    /** A transformed outline as a polygon: JDKs differ in the bounds they give for curves. */
    private static Path2D flattened(Shape shape, AffineTransform transform) {
        Path2D.Double path = new Path2D.Double();
        path.append(shape.getPathIterator(transform, FLATNESS), false);
        return path;
    }

    /** The area of a polygon whose edges do not cross (the shoelace formula). */
    private static double areaOf(Path2D polygon) {
        double[] point = new double[6];
        double sum = 0;
        double x = 0;
        double y = 0;
        double startX = 0;
        double startY = 0;
        for (PathIterator path = polygon.getPathIterator(null); !path.isDone(); path.next()) {
            int segment = path.currentSegment(point);
            if (segment == PathIterator.SEG_MOVETO) {
                startX = point[0];
                startY = point[1];
            } else {
                boolean closes = segment == PathIterator.SEG_CLOSE;
                double toX = closes ? startX : point[0];
                double toY = closes ? startY : point[1];
                sum += x * toY - toX * y;
                point[0] = toX;
                point[1] = toY;
            }
            x = point[0];
            y = point[1];
        }
        return Math.abs(sum) / 2;
    }
}
