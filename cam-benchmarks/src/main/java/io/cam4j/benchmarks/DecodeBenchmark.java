package io.cam4j.benchmarks;

import io.cam4j.preprocessing.Preprocessing;
import io.cam4j.render.files.ImageFiles;
import io.cam4j.render.files.ImageReading;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A JPEG of 4000 × 3000 read from a file beside the JDK's own reader by itself. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 8, time = 2)
@State(Scope.Benchmark)
@NullUnmarked // JMH sets the fields
public class DecodeBenchmark {
    /** How this library reads it. */
    @Param({"whole", "forNetwork"})
    public String reading;

    private ImageReading subject;
    private Path file;
    private BufferedImage picture;

    /** Writes the file. */
    @Setup
    public void open() throws IOException {
        file = Files.createTempFile("photo", ".jpg");
        ImageFiles.write(Photos.photo(4000, 3000, BufferedImage.TYPE_INT_RGB), file);
        subject = reading.equals("whole")
                ? ImageFiles.reading()
                : ImageFiles.reading().forNetwork(Preprocessing.imageNet());
    }

    /** Removes it. */
    @TearDown
    public void close() throws IOException {
        Files.delete(file);
    }

    /** The picture, by this library and by the JDK's reader, in turns. */
    @Benchmark
    public BufferedImage decode(Turns turns) {
        turns.run(() -> picture = read(), () -> picture = readByJdk());
        return picture;
    }

    private BufferedImage read() {
        try {
            return subject.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private BufferedImage readByJdk() {
        try (ImageInputStream input = new FileImageInputStream(file.toFile())) {
            ImageReader reader = jdkReader();
            reader.setInput(input);
            BufferedImage result = reader.read(0);
            reader.dispose();
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ImageReader jdkReader() {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (reader.getClass().getModule() == ImageIO.class.getModule()) {
                return reader;
            }
        }
        throw new IllegalStateException("the JDK has no reader of JPEG");
    }
}
