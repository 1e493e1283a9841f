package io.cam4j.render.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.cam4j.render.Explained;
import io.cam4j.testing.Fork;
import io.cam4j.testing.TestPictures;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small files of every format, bytes of them replaced and cut off by chance. */
class DamagedFilesTest {
    private static final int VARIANTS = 150;

    @TempDir
    private Path folder;

    @Test
    void whateverIsDamagedAFileIsAPictureOrIsRefused() throws IOException {
        SplittableRandom random = new SplittableRandom(20261125);
        for (Map.Entry<String, byte[]> sound : soundFiles().entrySet()) {
            for (int i = 0; i < VARIANTS; i++) {
                Files.write(folder.resolve(i + "-" + sound.getKey()), damaged(sound.getValue(), random.split()));
            }
        }
        Files.write(folder.resolve("sound.png"), Crafted.encoded(Explained.photo(20, 10), "png"));

        Fork.Result result = Fork.java(ReadingProbe.class, List.of("-Xmx128m"), folder.toString(), "sound.png");

        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
        assertThat(result.out().lines().map(ReadingProbe.Line::of))
                .hasSize(soundFiles().size() * VARIANTS + 1)
                .allSatisfy(line -> {
                    assertThat(line.millis()).isLessThanOrEqualTo(1000);
                    assertThat(line.outcome()).matches("\\d+ × \\d+|UnreadableImageException: .*");
                });
    }

    private static byte[] damaged(byte[] file, SplittableRandom random) {
        byte[] result = file.clone();
        boolean inHead = random.nextBoolean(); // where the numbers stand that lead a reader astray
        int changes = 1 + random.nextInt(6);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(inHead ? Math.min(120, result.length) : result.length);
            result[at] = random.nextBoolean() ? (byte) random.nextInt(256) : (byte) (random.nextBoolean() ? 0 : -1);
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(result, random.nextInt(result.length)) : result;
    }

    private static Map<String, byte[]> soundFiles() {
        BufferedImage photo = Explained.photo(24, 16);
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String format : List.of("png", "jpg", "gif", "bmp", "tif")) {
            files.put("photo." + format, Crafted.encoded(photo, format));
        }
        files.put("gray.png", Crafted.encoded(gray(), "png"));
        files.put("gray.jpg", Crafted.encoded(gray(), "jpg"));
        files.put("palette.png", Crafted.encoded(palette(), "png"));
        files.put("palette.bmp", Crafted.encoded(palette(), "bmp"));
        files.put("alpha.png", Crafted.encoded(new BufferedImage(24, 16, BufferedImage.TYPE_INT_ARGB), "png"));
        files.put("progressive.jpg", Crafted.progressive(photo));
        files.put("exif.jpg", Crafted.withSegment(Crafted.encoded(photo, "jpg"), 0xffe1, HostileFiles.exifLoop()));
        for (String compression : List.of("CCITT T.6", "LZW", "JPEG", "PackBits", "Deflate")) {
            BufferedImage picture = compression.startsWith("CCITT") ? blackAndWhite() : photo;
            files.put(compression.replace(' ', '-') + ".tif", Crafted.tiff(picture, compression));
        }
        files.put("lossless.webp", Crafted.webp(Crafted.losslessChunk(24, 16, 0xff336699)));
        files.put(
                "extended.webp",
                Crafted.webp(
                        Crafted.canvas(24, 16, 0x18),
                        Crafted.losslessChunk(24, 16, 0x80336699),
                        Crafted.riff("EXIF", Crafted.orientationTag(6))));
        return files;
    }

    private static BufferedImage gray() {
        return redrawn(BufferedImage.TYPE_BYTE_GRAY);
    }

    private static BufferedImage palette() {
        return redrawn(BufferedImage.TYPE_BYTE_INDEXED);
    }

    private static BufferedImage blackAndWhite() {
        return redrawn(BufferedImage.TYPE_BYTE_BINARY);
    }

    private static BufferedImage redrawn(int type) {
        BufferedImage picture = new BufferedImage(24, 16, type);
        picture.createGraphics().drawImage(TestPictures.of(24, 16, TestPictures.noise(1, 24 * 16)), 0, 0, null);
        return picture;
    }
}
