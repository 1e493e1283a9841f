package io.cam4j.benchmarks;

import io.cam4j.preprocessing.InputTensor;
import io.cam4j.preprocessing.Preprocessing;
import java.awt.image.BufferedImage;
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

/** A photo made the network's input beside copying twelve million pixels. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 8, time = 2)
@State(Scope.Benchmark)
@NullUnmarked // JMH sets the fields
public class PreprocessBenchmark {
    /** The photo's size. */
    @Param({"4000x3000", "768x576"})
    public String size;

    /** How the photo is held: as this library paints and as the JDK's readers decode. */
    @Param({"INT_RGB", "3BYTE_BGR"})
    public String type;

    private final Preprocessing recipe = Preprocessing.imageNet();
    private final PixelCopy copy = new PixelCopy();
    private BufferedImage photo;
    private InputTensor input;

    /** Makes the photo. */
    @Setup
    public void open() {
        String[] sides = size.split("x", -1);
        photo = Photos.photo(
                Integer.parseInt(sides[0]),
                Integer.parseInt(sides[1]),
                type.equals("INT_RGB") ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_3BYTE_BGR);
    }

    /** The tensor of 3 × 224 × 224 values, and the copy, in turns. */
    @Benchmark
    public InputTensor preprocess(Turns turns) {
        turns.run(() -> input = recipe.apply(photo), copy);
        return input;
    }
}
