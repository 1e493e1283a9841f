package io.cam4j.benchmarks;

import io.cam4j.ActivationMap;
import io.cam4j.heat.HeatMap;
import io.cam4j.heat.HeatPreset;
import io.cam4j.preprocessing.Geometry;
import io.cam4j.render.Overlay;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A map of 7 × 7 laid over its photo, from raw values to a new picture, beside copying the photo's pixels. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 8, time = 2)
@State(Scope.Benchmark)
@NullUnmarked // JMH sets the fields
public class OverlayBenchmark {
    private static final int CELLS = 7;

    /** The photo's size. */
    @Param({"224x224", "4000x3000"})
    public String size;

    /** The way heat is made. */
    @Param({"MIN_MAX", "ORIGINAL"})
    public HeatPreset preset;

    private BufferedImage photo;
    private int[] pixels;
    private int[] copy;
    private Geometry geometry;
    private ActivationMap map;
    private Overlay overlay;
    private BufferedImage picture;

    /** Fills photo and map from a fixed seed. */
    @Setup
    public void fill() {
        int width = Integer.parseInt(size.substring(0, size.indexOf('x')));
        int height = Integer.parseInt(size.substring(size.indexOf('x') + 1));
        SplittableRandom random = new SplittableRandom(20261124);
        photo = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        pixels = ((DataBufferInt) photo.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextInt(1 << 24);
        }
        copy = new int[pixels.length];
        float[] values = new float[CELLS * CELLS];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-2, 10);
        }
        map = ActivationMap.of(CELLS, CELLS, values);
        geometry = Geometry.stretch(width, height, 224, 224);
        overlay = Overlay.of(preset);
    }

    /** The overlay and the copy, in turns. */
    @Benchmark
    public BufferedImage overlayBesideCopy(Turns turns) {
        turns.run(this::paint, this::copyPixels);
        return picture;
    }

    private void paint() {
        picture = overlay.paint(photo, HeatMap.of(map, geometry, preset));
    }

    private void copyPixels() {
        System.arraycopy(pixels, 0, copy, 0, pixels.length);
    }
}
