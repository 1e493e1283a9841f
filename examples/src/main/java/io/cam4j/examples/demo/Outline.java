package io.cam4j.examples.demo;

import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Locale;

/** The classes of the demo, in the order of the model's logits: each draws its outline, around the origin, of any size. */
enum Outline {
    CIRCLE {
        @Override
        Shape draw(Dice dice) {
            return new Ellipse2D.Double(-1, -1, 2, 2);
        }
    },
    SQUARE {
        @Override
        Shape draw(Dice dice) {
            return new Rectangle2D.Double(-1, -1, 2, 2);
        }
    },
    TRIANGLE {
        @Override
        Shape draw(Dice dice) {
            double top = dice.between(-0.15, 0.15);
            return polygon(top, -dice.between(0.9, 1.2), 1, 0.65, -1, 0.65);
        }
    },
    STAR {
        @Override
        Shape draw(Dice dice) {
            double inner = dice.between(0.4, 0.52);
            double[] points = new double[20];
            for (int i = 0; i < 10; i++) {
                double radius = i % 2 == 0 ? 1 : inner;
                points[2 * i] = radius * Math.sin(i * Math.PI / 5);
                points[2 * i + 1] = -radius * Math.cos(i * Math.PI / 5);
            }
            return polygon(points);
        }
    },
    CROSS {
        @Override
        Shape draw(Dice dice) {
            double a = dice.between(0.34, 0.42);
            return polygon(a, -1, a, -a, 1, -a, 1, a, a, a, a, 1, -a, 1, -a, a, -1, a, -1, -a, -a, -a, -a, -1);
        }
    },
    HEART {
        @Override
        Shape draw(Dice dice) {
            double notch = -dice.between(0.45, 0.6);
            Path2D.Double heart = new Path2D.Double();
            heart.moveTo(0, 1);
            heart.curveTo(-0.45, 0.55, -1.1, 0.15, -1.1, -0.42);
            heart.curveTo(-1.1, -1.1, -0.2, -1.15, 0, notch);
            heart.curveTo(0.2, -1.15, 1.1, -1.1, 1.1, -0.42);
            heart.curveTo(1.1, 0.15, 0.45, 0.55, 0, 1);
            heart.closePath();
            return heart;
        }
    },
    DROP {
        @Override
        Shape draw(Dice dice) {
            double tip = -dice.between(1.05, 1.35);
            Path2D.Double drop = new Path2D.Double();
            drop.moveTo(0, tip);
            drop.curveTo(0.15, -0.65, 0.72, -0.2, 0.72, 0.35);
            drop.curveTo(0.72, 0.76, 0.4, 1.05, 0, 1.05);
            drop.curveTo(-0.4, 1.05, -0.72, 0.76, -0.72, 0.35);
            drop.curveTo(-0.72, -0.2, -0.15, -0.65, 0, tip);
            drop.closePath();
            return drop;
        }
    },
    DIAMOND {
        @Override
        Shape draw(Dice dice) {
            double wide = dice.between(0.54, 0.66);
            return polygon(0, -1, wide, 0, 0, 1, -wide, 0);
        }
    };

    private static final List<Outline> ALL = List.of(values());

    static int count() {
        return ALL.size();
    }

    /** @throws IndexOutOfBoundsException if there is no such class */
    static Outline at(int index) {
        return ALL.get(index);
    }

    int index() {
        return ALL.indexOf(this);
    }

    static List<String> names() {
        return ALL.stream()
                .map(outline -> outline.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** The outline, its lines nowhere crossing; no two need be alike. */
    abstract Shape draw(Dice dice);

    private static Path2D.Double polygon(double... xy) {
        Path2D.Double path = new Path2D.Double();
        path.moveTo(xy[0], xy[1]);
        for (int i = 2; i < xy.length; i += 2) {
            path.lineTo(xy[i], xy[i + 1]);
        }
        path.closePath();
        return path;
    }
}
