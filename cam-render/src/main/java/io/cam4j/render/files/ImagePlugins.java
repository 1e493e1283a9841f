package io.cam4j.render.files;

import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/** The readers of ImageIO, those beside this library included. */
final class ImagePlugins {
    static {
        // ImageIO looks with the context class loader only, which need not see what lies beside this class
        IIORegistry registry = IIORegistry.getDefaultInstance();
        ServiceLoader.load(ImageReaderSpi.class, ImagePlugins.class.getClassLoader())
                .forEach(registry::registerServiceProvider);
    }

    private ImagePlugins() {}

    /**
     * Returns a reader, to be disposed of by the caller, for what a container holds; null where none knows it. Of plain
     * JPEGs that is the JDK's own, the fastest there is on the JVM; others in front of it know more, and are asked for the
     * rest.
     */
    static @Nullable ImageReader readerOf(Container container) throws IOException {
        ImageInputStream pixels = container.pixels();
        pixels.seek(0);
        Iterator<ImageReader> readers = ImageIO.getImageReaders(pixels);
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (container.kind() != Container.Kind.PLAIN_JPEG || isOfJdk(reader)) {
                return reader;
            }
            reader.dispose();
        }
        return null;
    }

    private static boolean isOfJdk(ImageReader reader) {
        return reader.getClass().getModule() == ImageIO.class.getModule();
    }

    /** Returns the extensions of files the readers open, in lower case, without the dot. */
    static SortedSet<String> extensions() {
        SortedSet<String> extensions = new TreeSet<>();
        Arrays.stream(ImageIO.getReaderFileSuffixes())
                .filter(extension -> !extension.isEmpty())
                .forEach(extension -> extensions.add(extension.toLowerCase(Locale.ROOT)));
        return extensions;
    }
}
