package io.cam4j.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.cam4j.ActivationMap;
import io.cam4j.ClassActivation;
import io.cam4j.heat.HeatPreset;
import io.cam4j.preprocessing.Geometry;
import io.cam4j.render.files.ImageFiles;
import io.cam4j.testing.Npy;
import io.cam4j.testing.SharedData;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Writes a picture of every kind to {@code target/gallery}, for people to look at. */
class GalleryTest {
    private static final Path GALLERY = Path.of("target", "gallery");

    private static final Overlay EVERYTHING = Overlay.builder()
            .opacity(0.5)
            .contours(0.3, 0.5, 0.8)
            .box(0.5)
            .boxes(List.of(new Rectangle(20, 30, 120, 90)))
            .legend(true)
            .caption(true)
            .build();

    @ParameterizedTest
    @ValueSource(strings = {"kitten", "both", "dog-bike-car", "mountain-bike", "goldfish"})
    void everythingAtOnce(String name) throws IOException {
        BufferedImage photo = photo(name);
        write(EVERYTHING.paint(photo, activation(name, photo, "Egyptian cat, for example")), name + "-everything");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"jet", "matplotlib-jet", "turbo", "viridis", "inferno", "magma", "plasma", "cividis", "gray"})
    void everyColorMapFading(String colors) throws IOException {
        BufferedImage photo = photo("elephant");
        Overlay overlay = Overlay.builder()
                .colors(ColorMap.named(colors))
                .opacity(0.7)
                .fading(true)
                .legend(true)
                .build();
        write(overlay.paint(photo, activation("elephant", photo, "elephant")), "elephant-" + colors);
    }

    @Test
    void signedHeatOnBothSidesOfZero() throws IOException {
        BufferedImage photo = photo("kitten");
        Overlay overlay = Overlay.builder()
                .preset(HeatPreset.SIGNED)
                .opacity(0.8)
                .fading(true)
                .contours(0.5)
                .legend(true)
                .caption(true)
                .build();
        write(overlay.paint(photo, activation("kitten", photo, "tabby")), "kitten-signed");
        write(Overlay.of(HeatPreset.SIGNED).heatMap(activation("kitten", photo, "tabby")), "kitten-signed-heat");
    }

    @Test
    void heatAboveAThresholdAlone() throws IOException {
        BufferedImage photo = photo("both");
        Overlay overlay = Overlay.builder()
                .threshold(0.4)
                .opacity(0.5)
                .contours(0.4)
                .legend(true)
                .build();
        write(overlay.paint(photo, activation("both", photo, "dog")), "both-threshold");
    }

    @ParameterizedTest(name = "{0} × {1}")
    @CsvSource({"30, 20", "100, 100", "224, 224", "60, 1500", "2000, 90", "1600, 1200"})
    void picturesOfAnySize(int width, int height) throws IOException {
        BufferedImage photo = Thumbnails.fit(photo("kitten"), Math.max(width, height));
        BufferedImage cut = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        cut.createGraphics().drawImage(photo, 0, 0, width, height, null);

        write(EVERYTHING.paint(cut, activation("kitten", cut, "tabby")), "kitten-%dx%d".formatted(width, height));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x000000, 0xffffff, 0x808080})
    void marksAreReadableOnAnyGround(int color) throws IOException {
        BufferedImage ground = new BufferedImage(500, 400, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 500 * 400; i++) {
            ground.setRGB(i % 500, i / 500, color);
        }
        write(
                EVERYTHING.toBuilder().fading(true).build().paint(ground, activation("kitten", ground, "tabby")),
                "ground-%06x".formatted(color));
    }

    @Test
    void labelsOfAnyScriptAndLength() throws IOException {
        BufferedImage photo = photo("cat");
        Map<String, ClassActivation> named = new LinkedHashMap<>();
        for (String label : List.of(
                "солнечный котёнок",
                "قطة صغيرة",
                "小猫坐在沙发上",
                "मेज पर बिल्ली",
                "a very long label, longer than any column, as ImageNet has them by the dozen",
                "line\nend\tand \u202Eturn",
                "👩‍👩‍👧‍👦 family")) {
            named.put(label, activation("cat", photo, label));
        }
        write(Sheet.of(EVERYTHING).compare(photo, named), "labels");
        int i = 0;
        for (ClassActivation activation : named.values()) {
            write(EVERYTHING.paint(photo, activation), "label-" + i++);
        }
    }

    private static BufferedImage photo(String name) throws IOException {
        return ImageFiles.read(SharedData.path("images/photos/%s.png".formatted(name)));
    }

    /** The best class's map of SqueezeNet, whose weights are trained. */
    private static ClassActivation activation(String name, BufferedImage photo, String label) {
        Npy maps = Npy.read(SharedData.path("golden/squeezenet1_1/%s/cam-raw.npy".formatted(name)));
        ActivationMap map = ActivationMap.of(13, 13, Arrays.copyOf(maps.floats(), 13 * 13));
        Geometry geometry = Geometry.stretch(photo.getWidth(), photo.getHeight(), 224, 224);
        return new ClassActivation(1, 281, label, 12.3f, 0.873f, "cam", map, map, 0, geometry);
    }

    private static void write(BufferedImage picture, String name) throws IOException {
        assertThat(picture.getType()).isEqualTo(BufferedImage.TYPE_INT_RGB);
        Files.createDirectories(GALLERY);
        ImageFiles.write(picture, GALLERY.resolve(name + ".png"));
    }
}
