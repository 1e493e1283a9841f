package io.cam4j.examples.demo;

import java.util.Locale;

/**
 * How well the demo model names shapes, and how well its maps find them. Rates are shares of pictures, 0 to 1. A peak is
 * the middle of a map's greatest cell.
 *
 * @param pictures the number of pictures of one shape
 * @param accuracy how often the most probable class is the shape's
 * @param peakInside how often the peak of the shape's class lies in the shape, whatever class is the most probable
 * @param chance how often a place picked blindly would: the mean share of the picture that the shape covers
 * @param otherClassInside how often the peak of a class that is not in the picture, picked at random, lies in the shape
 * @param pairs the number of pictures of two shapes
 * @param pairsNamed how often the two most probable classes are those of the shapes
 * @param pairsInside how often both classes' peaks lie in their own shapes
 * @param pairsSwapped how often a class's peak lies in the other's shape, counted a shape
 */
public record DemoFigures(
        int pictures,
        double accuracy,
        double peakInside,
        double chance,
        double otherClassInside,
        int pairs,
        double pairsNamed,
        double pairsInside,
        double pairsSwapped) {

    /** Returns the figures as a table of text, a line each. */
    public String table() {
        StringBuilder table = new StringBuilder();
        table.append("%d pictures of one shape%n".formatted(pictures));
        line(table, "class is right", accuracy);
        line(table, "peak of the class lies in the shape", peakInside);
        line(table, "peak of another class does", otherClassInside);
        line(table, "a blind guess would (area of the shape)", chance);
        table.append("%d pictures of two shapes%n".formatted(pairs));
        line(table, "both classes are right", pairsNamed);
        line(table, "both peaks lie in their own shapes", pairsInside);
        line(table, "a peak lies in the other shape", pairsSwapped);
        return table.toString();
    }

    private static void line(StringBuilder table, String name, double rate) {
        table.append(String.format(Locale.ROOT, "  %-42s %5.1f %%%n", name, 100 * rate));
    }
}
