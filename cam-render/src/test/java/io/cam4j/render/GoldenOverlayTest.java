package io.cam4j.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.cam4j.ActivationMap;
import io.cam4j.heat.HeatMap;
import io.cam4j.heat.HeatPreset;
import io.cam4j.pixels.SrgbPixels;
import io.cam4j.preprocessing.Geometry;
import io.cam4j.render.files.ImageFiles;
import io.cam4j.resampling.OpenCvResize;
import io.cam4j.testing.Npy;
import io.cam4j.testing.SharedData;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The script of Zhou et al. as OpenCV 4.6 ran it, byte for byte, from the maps it formed. */
class GoldenOverlayTest {
    static Stream<Arguments> pictures() {
        return Stream.of("resnet18", "densenet161", "squeezenet1_1")
                .flatMap(model -> SharedData.PHOTOS.stream().map(photo -> Arguments.of(model, photo)));
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void heatMapAndOverlayEqualTheScriptsInEveryByte(String model, String name) throws IOException {
        ActivationMap map = firstMap(model, name);
        BufferedImage photo = ImageFiles.read(SharedData.path("images/photos/%s.png".formatted(name)));
        BufferedImage small = resizedByOpenCv(photo);

        assertEqual(heat(map, photo), model, name, "heatmap-full");
        assertEqual(overlay(map, photo), model, name, "overlay-full");
        assertEqual(heat(map, small), model, name, "heatmap-224");
        assertEqual(overlay(map, small), model, name, "overlay-224");
    }

    private static ActivationMap firstMap(String model, String photo) {
        Npy maps = Npy.read(SharedData.path("golden/%s/%s/cam-raw.npy".formatted(model, photo)));
        List<Integer> shape = Arrays.stream(maps.shape()).boxed().toList();
        int height = shape.get(1);
        int width = shape.get(2);
        return ActivationMap.of(height, width, Arrays.copyOf(maps.floats(), height * width));
    }

    private static BufferedImage resizedByOpenCv(BufferedImage photo) {
        int[] pixels = OpenCvResize.picture(SrgbPixels.of(photo), photo.getWidth(), photo.getHeight(), 224, 224);
        return SrgbPixels.image(pixels, 224, 224);
    }

    private static HeatMap heatOf(ActivationMap map, BufferedImage photo) {
        Geometry geometry = Geometry.stretch(photo.getWidth(), photo.getHeight(), 224, 224);
        return HeatMap.of(map, geometry, HeatPreset.ORIGINAL);
    }

    private static BufferedImage heat(ActivationMap map, BufferedImage photo) {
        return Overlay.original().heatMap(heatOf(map, photo));
    }

    private static BufferedImage overlay(ActivationMap map, BufferedImage photo) {
        return Overlay.original().paint(photo, heatOf(map, photo));
    }

    private static void assertEqual(BufferedImage actual, String model, String photo, String file) throws IOException {
        BufferedImage expected = ImageFiles.read(SharedData.path("golden/%s/%s/%s.png".formatted(model, photo, file)));
        assertThat(SrgbPixels.of(actual)).as(file).isEqualTo(SrgbPixels.of(expected));
    }
}
