package io.cam4j.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.cam4j.ClassActivation;
import io.cam4j.ClassActivationMapper;
import io.cam4j.gemm.GemmEngine;
import io.cam4j.heat.HeatMap;
import io.cam4j.heat.HeatPreset;
import io.cam4j.network.HeadKind;
import io.cam4j.preprocessing.InputSpec;
import io.cam4j.preprocessing.Preprocessing;
import io.cam4j.preprocessing.Resize;
import io.cam4j.render.files.ImageFiles;
import io.cam4j.testing.FakeNetwork;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A network that marks what is bright: each cell of its 16 × 16 map is the mean of 4 × 4 input values. Photos are black
 * with one white spot, so the hottest place of the heat must be the spot.
 */
class GeometryOfHeatTest {
    private static final int CELLS = 16;
    private static final int SIDE = 4 * CELLS;

    @ParameterizedTest(name = "{0}, {1} × {2}: the heat''s peak lies on the spot at {3} and {4} hundredths")
    @CsvSource({
        "stretch, 640, 480, 20, 70",
        "stretch, 480, 640, 80, 30",
        "stretch, 301, 77, 55, 55",
        "stretch, 64, 64, 10, 90",
        "stretch, 17, 23, 60, 20",
        "crop, 640, 480, 40, 70",
        "crop, 480, 640, 80, 60",
        "crop, 301, 177, 50, 50",
        "crop, 65, 64, 30, 30",
        "letterbox, 640, 480, 20, 70",
        "letterbox, 480, 640, 80, 20",
        "letterbox, 301, 77, 90, 60",
        "letterbox, 77, 301, 40, 10"
    })
    void thePeakLiesOnTheSpot(String resize, int width, int height, int x, int y) {
        assertPeak(photo(width, height, x, y), recipe(resize), x, y);
    }

    @ParameterizedTest(name = "{0}, Exif orientation {1}: the heat''s peak lies on the spot")
    @CsvSource({
        "stretch, 1",
        "stretch, 2",
        "stretch, 3",
        "stretch, 4",
        "stretch, 5",
        "stretch, 6",
        "stretch, 7",
        "stretch, 8",
        "crop, 1",
        "crop, 2",
        "crop, 3",
        "crop, 4",
        "crop, 5",
        "crop, 6",
        "crop, 7",
        "crop, 8",
        "letterbox, 1",
        "letterbox, 2",
        "letterbox, 3",
        "letterbox, 4",
        "letterbox, 5",
        "letterbox, 6",
        "letterbox, 7",
        "letterbox, 8"
    })
    void thePeakLiesOnTheSpotHoweverTheCameraWasHeld(String resize, int orientation, @TempDir Path folder)
            throws IOException {
        Path file = folder.resolve("photo.jpg");
        Files.write(file, jpeg(stored(photo(320, 240, 30, 65), orientation), orientation));

        BufferedImage photo = ImageFiles.read(file);

        assertThat(photo.getWidth()).isEqualTo(320);
        assertPeak(photo, recipe(resize), 30, 65);
    }

    @ParameterizedTest(name = "{0} × {1}: heat lies on what the crop left, and the rest is plain photo")
    @CsvSource({"640, 480", "480, 640", "301, 177"})
    void whatTheCropCutAwayIsPlainPhoto(int width, int height) {
        BufferedImage photo = photo(width, height, 50, 50);
        ClassActivation activation = explain(photo, recipe("crop"));

        BufferedImage overlay = Overlay.jet().paint(photo, activation);

        double side = Math.min(width, height) * (SIDE / (SIDE + 8.0)); // cut from a shorter side of 8 more
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                boolean inside =
                        Math.abs(x + 0.5 - width / 2.0) < side / 2 && Math.abs(y + 0.5 - height / 2.0) < side / 2;
                boolean edge = Math.abs(Math.abs(x + 0.5 - width / 2.0) - side / 2) < 4
                        || Math.abs(Math.abs(y + 0.5 - height / 2.0) - side / 2) < 4;
                if (!edge) {
                    boolean plain = overlay.getRGB(x, y) == photo.getRGB(x, y);
                    assertThat(plain).as("%d, %d", x, y).isEqualTo(!inside);
                }
            }
        }
    }

    @ParameterizedTest(name = "a letterboxed photo of {0} × {1} is covered wholly, with no heat of the bars")
    @CsvSource({"640, 200", "200, 640"})
    void aLetterboxedPhotoIsCoveredWholly(int width, int height) {
        HeatMap heat = HeatMap.of(explain(photo(width, height, 50, 50), recipe("letterbox")), HeatPreset.MIN_MAX);

        assertThat(heat.seen()).isEqualTo(new Rectangle(width, height));
    }

    /** Half a cell of the map, in pixels of the photo, is how near a peak can be. */
    private static void assertPeak(BufferedImage photo, Preprocessing recipe, int x, int y) {
        ClassActivation activation = explain(photo, recipe);
        HeatMap heat = HeatMap.of(activation, HeatPreset.MIN_MAX);
        double nearX = 2 / activation.geometry().scaleX() + 1;
        double nearY = 2 / activation.geometry().scaleY() + 1;

        Rectangle peak = heat.boxes(greatest(heat) / 255.0 - 0.01).get(0);

        assertThat(peak.getCenterX())
                .isBetween(photo.getWidth() * x / 100.0 - nearX, photo.getWidth() * x / 100.0 + nearX);
        assertThat(peak.getCenterY())
                .isBetween(photo.getHeight() * y / 100.0 - nearY, photo.getHeight() * y / 100.0 + nearY);
    }

    private static int greatest(HeatMap heat) {
        int greatest = 0;
        for (byte level : heat.levels()) {
            greatest = Math.max(greatest, level & 0xff);
        }
        return greatest;
    }

    private static Preprocessing recipe(String resize) {
        Preprocessing.Builder recipe = Preprocessing.builder(SIDE, SIDE);
        return switch (resize) {
            case "crop" -> recipe.crop(SIDE + 8).build();
            case "letterbox" -> recipe.resize(Resize.LETTERBOX).build();
            default -> recipe.build();
        };
    }

    private static ClassActivation explain(BufferedImage photo, Preprocessing recipe) {
        FakeNetwork network = FakeNetwork.builder(HeadKind.GAP_LINEAR, 2, 1, 1, 0)
                .input(new InputSpec(InputSpec.FREE, 3, SIDE, SIDE, recipe.layout(), recipe.type()))
                .features(CELLS, CELLS, GeometryOfHeatTest::brightness)
                .build();
        try (ClassActivationMapper mapper = ClassActivationMapper.builder(network)
                .preprocessing(recipe)
                .gemm(GemmEngine.java("for a test"))
                .build()) {
            return mapper.explain(photo, 1).top();
        }
    }

    /** The means of the first channel's 4 × 4 blocks. */
    private static float[] brightness(float[] input) {
        float[] means = new float[CELLS * CELLS];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                means[y / 4 * CELLS + x / 4] += input[y * SIDE + x] / 16;
            }
        }
        return means;
    }

    /** A black photo with a white spot, its centre at hundredths of the sides. */
    private static BufferedImage photo(int width, int height, int x, int y) {
        BufferedImage photo = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int spot = Math.max(2, Math.min(width, height) / 10);
        fill(
                photo,
                (int) Math.round(width * x / 100.0 - spot / 2.0),
                (int) Math.round(height * y / 100.0 - spot / 2.0),
                spot);
        return photo;
    }

    private static void fill(BufferedImage photo, int x, int y, int side) {
        Graphics2D graphics = photo.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(x, y, side, side);
        graphics.dispose();
    }

    /** What the camera stores of an upright photo: pixel (x, y) of it comes from the place the Exif specification gives. */
    private static BufferedImage stored(BufferedImage upright, int orientation) {
        int w = upright.getWidth();
        int h = upright.getHeight();
        boolean turned = orientation >= 5;
        BufferedImage stored = new BufferedImage(turned ? h : w, turned ? w : h, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < stored.getHeight(); y++) {
            for (int x = 0; x < stored.getWidth(); x++) {
                int pixel = switch (orientation) {
                    case 2 -> upright.getRGB(w - 1 - x, y);
                    case 3 -> upright.getRGB(w - 1 - x, h - 1 - y);
                    case 4 -> upright.getRGB(x, h - 1 - y);
                    case 5 -> upright.getRGB(y, x);
                    case 6 -> upright.getRGB(w - 1 - y, x);
                    case 7 -> upright.getRGB(w - 1 - y, h - 1 - x);
                    case 8 -> upright.getRGB(y, h - 1 - x);
                    default -> upright.getRGB(x, y);
                };
                stored.setRGB(x, y, pixel);
            }
        }
        return stored;
    }

    /** A JPEG with an Exif segment of one entry, the orientation. */
    private static byte[] jpeg(BufferedImage image, int orientation) throws IOException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", plain);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        byte[] bytes = plain.toByteArray();
        file.write(bytes, 0, 2);
        int[] segment = {
            0xff,
            0xe1,
            0,
            34,
            'E',
            'x',
            'i',
            'f',
            0,
            0, // marker, length, name
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8, // TIFF header, big-endian
            0,
            1,
            0x01,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            orientation,
            0,
            0,
            0,
            0,
            0,
            0 // one entry, no more directories
        };
        for (int value : segment) {
            file.write(value);
        }
        file.write(bytes, 2, bytes.length - 2);
        return file.toByteArray();
    }
}
