package io.cam4j.examples.demo;

import java.util.SplittableRandom;

/** Random choices that are the same for a seed on every JDK: all of them are made from the generator's 64 bits. */
final class Dice {
    private final SplittableRandom random;

    Dice(long seed) {
        random = new SplittableRandom(seed);
    }

    /** A number from 0 to below 1. */
    double unit() {
        return (random.nextLong() >>> 11) * 0x1p-53;
    }

    double between(double low, double high) {
        return low + unit() * (high - low);
    }

    /** Between the two as well, small ones as likely as large ones in proportion. */
    double scaleBetween(double low, double high) {
        return low * Math.pow(high / low, unit());
    }

    /** A number from 0 to count − 1. */
    int index(int count) {
        return (int) (unit() * count);
    }

    /** A number from low to high, both included. */
    int count(int low, int high) {
        return low + index(high - low + 1);
    }

    boolean chance(double probability) {
        return unit() < probability;
    }

    double angle() {
        return between(0, 2 * Math.PI);
    }

    /** A number of the normal distribution (Box and Muller). */
    double normal() {
        return Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(angle());
    }
}
