package io.cam4j.resampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.cam4j.testing.Npy;
import io.cam4j.testing.SharedData;
import io.cam4j.testing.TestPictures;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OpenCvResizeTest {
    static Stream<Arguments> models() {
        return Stream.of("resnet18", "densenet161", "squeezenet1_1").map(Arguments::of);
    }

    @ParameterizedTest(name = "the maps of {0} are enlarged as OpenCV does, in every byte")
    @MethodSource("models")
    void mapsAreEnlargedAsOpenCvDoes(String model) {
        for (String photo : SharedData.PHOTOS) {
            Path golden = SharedData.path("golden/" + model + "/" + photo);
            Npy small = Npy.read(golden.resolve("cam-u8.npy"));
            byte[] maps = small.bytes();
            byte[] expected = Npy.read(golden.resolve("cam-u8-224.npy")).bytes();
            int height = small.shape()[1];
            int width = small.shape()[2];

            for (int map = 0; map < small.shape()[0]; map++) {
                byte[] plane = Arrays.copyOfRange(maps, map * height * width, (map + 1) * height * width);
                assertThat(OpenCvResize.plane(plane, width, height, 224, 224))
                        .as("%s, map %d", photo, map)
                        .isEqualTo(Arrays.copyOfRange(expected, map * 224 * 224, (map + 1) * 224 * 224));
            }
        }
    }

    /*
     * Expected values: cv2.resize(…, interpolation=cv2.INTER_LINEAR). At the left and right border the weight moves
     * onto the border column, at the upper and lower the row repeats; both differ from rounding the exact value, as
     * 83.75 in the third row, third column of the doubled plane.
     */
    @Test
    void smallPlanesAreWhatOpenCvMakes() {
        byte[] plane = bytes(0, 255, 100, 30);
        byte[] ramp = new byte[35];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = (byte) (7 * i);
        }

        assertThat(OpenCvResize.plane(plane, 2, 2, 4, 4))
                .isEqualTo(bytes(0, 64, 191, 255, 25, 68, 155, 199, 75, 78, 83, 86, 100, 82, 47, 30));
        assertThat(OpenCvResize.plane(plane, 2, 2, 3, 5))
                .isEqualTo(bytes(0, 127, 255, 10, 121, 232, 50, 96, 143, 90, 71, 52, 100, 65, 30));
        assertThat(OpenCvResize.plane(ramp, 7, 5, 3, 2)).isEqualTo(bytes(41, 58, 74, 164, 180, 196));
    }

    @Test
    void theSameSizeGivesTheSameBytesInANewArray() {
        byte[] plane = bytes(0, 255, 100, 30, 1, 2);

        assertThat(OpenCvResize.plane(plane, 3, 2, 3, 2)).isEqualTo(plane).isNotSameAs(plane);
    }

    @Test
    void aSinglePixelFillsThePlane() {
        assertThat(OpenCvResize.plane(bytes(200), 1, 1, 2, 3)).isEqualTo(bytes(200, 200, 200, 200, 200, 200));
    }

    @ParameterizedTest(name = "{0} × {1} to {2} × {3} has the checksums of what OpenCV makes")
    @CsvSource({
        "7, 7, 224, 224, 2a3ce313, b8be89a4",
        "13, 13, 61, 40, 8b3228fc, 2a8554a1",
        "80, 80, 80, 40, 378ccc73, 71ef11de",
        "80, 60, 40, 30, c21d75c4, 61c87cb3",
        "79, 33, 12, 77, f95d7df9, ef9a8444",
        "1, 50, 9, 3, b3d0a060, a91f409e",
        "50, 1, 3, 9, c1c60efe, 58c8f728",
        "64, 48, 65, 47, 551eb59a, cf46bce9",
        "3, 2, 1, 1, 4dbd0b28, 82314093"
    })
    void anySizeIsWhatOpenCvMakes(
            int width, int height, int newWidth, int newHeight, String planeChecksum, String pictureChecksum) {
        int[] pixels = pattern(width * height);
        byte[] plane = new byte[pixels.length];
        for (int i = 0; i < plane.length; i++) {
            plane[i] = (byte) (pixels[i] >> 2);
        }
        int[] before = pixels.clone();

        byte[] newPlane = OpenCvResize.plane(plane, width, height, newWidth, newHeight);
        int[] newPicture = OpenCvResize.picture(pixels, width, height, newWidth, newHeight);

        assertThat(TestPictures.crc32(newPlane)).isEqualTo(planeChecksum);
        assertThat(TestPictures.crc32(newPicture)).isEqualTo(pictureChecksum);
        assertThat(Arrays.stream(newPicture)).allMatch(pixel -> pixel >>> 24 == 0);
        assertThat(pixels).as("the picture given is not changed").isEqualTo(before);
    }

    /* Value v = i·(31·i + 7) of the i-th pixel; the checksums were made from the same values in NumPy. */
    private static int[] pattern(int count) {
        int[] values = new int[count];
        Arrays.setAll(values, i -> i * (31 * i + 7));
        return values;
    }

    private static byte[] bytes(int... levels) {
        byte[] bytes = new byte[levels.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) levels[i];
        }
        return bytes;
    }
}
