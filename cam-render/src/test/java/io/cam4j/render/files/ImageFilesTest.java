package io.cam4j.render.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cam4j.pixels.SrgbPixels;
import io.cam4j.render.Explained;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFilesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "tif", "PNG"})
    void whatIsWrittenWithoutLossComesBack(String extension) throws IOException {
        Path file = folder.resolve("a." + extension);
        BufferedImage photo = Explained.photo(37, 21);

        ImageFiles.write(photo, file);

        assertThat(SrgbPixels.of(ImageFiles.read(file))).isEqualTo(SrgbPixels.of(photo));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void jpegTakesTransparentPicturesOnWhite() throws IOException {
        BufferedImage clear = new BufferedImage(16, 16, BufferedImage.TYPE_INT_ARGB);
        Path file = folder.resolve("a.jpg");

        ImageFiles.write(clear, file);

        assertThat(ImageFiles.read(file).getRGB(8, 8)).isEqualTo(Color.WHITE.getRGB());
    }

    @Test
    void writtenFilesAreAsReadableAsAnyOther() throws IOException {
        Path usual = Files.createFile(folder.resolve("usual"));
        Path file = folder.resolve("a.png");

        ImageFiles.write(Explained.photo(2, 2), file);

        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(usual));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.xyz", "a", "a.webp"})
    void extensionsNoWriterKnowsAreRefused(String name) {
        assertThatThrownBy(() -> ImageFiles.write(Explained.photo(2, 2), folder.resolve(name)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a name ending in .png, .jpg, .bmp, .gif or .tif expected");
    }

    @Test
    void aFolderThatDoesNotExistIsNamed() {
        Path file = folder.resolve("none").resolve("a.png");

        assertThatThrownBy(() -> ImageFiles.write(Explained.photo(2, 2), file))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage("%s: the folder %s does not exist; make it first", file, file.getParent());
    }

    @Test
    void aStreamIsReadAsAFileIs() throws IOException {
        Path file = folder.resolve("a.png");
        ImageFiles.write(Explained.photo(9, 5), file);

        try (InputStream stream = Files.newInputStream(file)) {
            assertThat(SrgbPixels.of(ImageFiles.read(stream, "upload")))
                    .isEqualTo(SrgbPixels.of(Explained.photo(9, 5)));
        }
        assertThatThrownBy(() -> ImageFiles.read(new ByteArrayInputStream(new byte[] {1, 2, 3}), "upload"))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessageStartingWith("upload: a picture expected, the content is of no known format; readable are ")
                .hasMessageContainingAll("jpg", "png", "webp", "tif");
    }

    @Test
    void aMissingFileAndAFolderAreNamed() {
        Path missing = folder.resolve("missing.png");

        assertThatThrownBy(() -> ImageFiles.read(missing))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(missing + ": a picture expected, there is no such file");
        assertThatThrownBy(() -> ImageFiles.read(folder))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessage(folder + ": a picture expected, this is not a file");
    }

    @Test
    void anEmptyFileAndATextAreNamed() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.png"));
        Path text = Files.writeString(folder.resolve("text.png"), "no picture at all, but a text");

        assertThatThrownBy(() -> ImageFiles.read(empty))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessage(empty + ": a picture expected, the file is empty");
        assertThatThrownBy(() -> ImageFiles.read(text))
                .isInstanceOfSatisfying(
                        UnreadableImageException.class,
                        e -> assertThat(e.name()).isEqualTo(text.toString()))
                .hasMessageContaining("of no known format");
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "bmp", "tif", "gif"})
    void aTruncatedFileIsRefused(String extension) throws IOException {
        Path file = folder.resolve("a." + extension);
        ImageFiles.write(Explained.photo(64, 64), file);
        byte[] whole = Files.readAllBytes(file);
        for (int part = 1; part < 4; part++) {
            Files.write(file, Arrays.copyOf(whole, whole.length * part / 4));

            assertThatThrownBy(() -> ImageFiles.read(file))
                    .as("%d of 4 parts", part)
                    .isInstanceOf(UnreadableImageException.class)
                    .hasMessageContaining(file.toString());
        }
    }

    @Test
    void aJpegInMemoryIsThePictureOnWhiteAndSmallerWhereLessIsAskedFor() throws IOException {
        BufferedImage clear = new BufferedImage(32, 16, BufferedImage.TYPE_INT_ARGB);
        BufferedImage photo = Explained.photo(64, 48);

        BufferedImage white = ImageFiles.read(new ByteArrayInputStream(ImageFiles.jpeg(clear, 0.9)), "clear.jpg");

        assertThat(List.of(white.getWidth(), white.getHeight())).containsExactly(32, 16);
        assertThat(white.getRGB(5, 5) & 0xffffff).isEqualTo(0xffffff);
        assertThat(ImageFiles.jpeg(photo, 0.3)).hasSizeLessThan(ImageFiles.jpeg(photo, 0.9).length);
        assertThatThrownBy(() -> ImageFiles.jpeg(photo, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("quality: 0 to 1 expected, got NaN");
    }

    @Test
    void aGiganticPictureIsRefusedBeforeItIsDecoded() throws IOException {
        Path file = Files.write(folder.resolve("bomb.png"), pngHeader(60_000, 60_000));

        assertThatThrownBy(() -> ImageFiles.read(file))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessage(
                        "%s: at most 100,000,000 pixels expected, got a PNG of 60000 × 60000; make the picture smaller, or raise the limit",
                        file);
    }

    @Test
    void theLimitIsTheCallersToChoose() throws IOException {
        Path file = folder.resolve("a.png");
        ImageFiles.write(Explained.photo(10, 10), file);

        assertThat(ImageFiles.reading().maxPixels(100).read(file).getWidth()).isEqualTo(10);
        assertThatThrownBy(() -> ImageFiles.reading().maxPixels(99).read(file))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessageContaining("at most 99 pixels expected, got a PNG of 10 × 10");
        assertThatThrownBy(() -> ImageFiles.reading().maxPixels(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxPixels: 1 or more expected, got 0");
    }

    @ParameterizedTest
    @CsvSource({
        "a.jpg, true",
        "a.JPEG, true",
        "a.webp, true",
        "a.tiff, true",
        "a.txt, false",
        "jpg.onnx, false",
        "a, false",
        "png, false"
    })
    void picturesAreToldByTheirExtension(String name, boolean readable) {
        assertThat(ImageFiles.hasReadableExtension(Path.of(name))).isEqualTo(readable);
        assertThat(List.copyOf(ImageFiles.readableExtensions()))
                .contains("jpg", "webp")
                .isSorted();
    }

    private static byte[] pngHeader(int width, int height) throws IOException {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(chunk);
        data.write("IHDR".getBytes(StandardCharsets.US_ASCII));
        data.writeInt(width);
        data.writeInt(height);
        data.write(new byte[] {8, 2, 0, 0, 0});
        CRC32 crc = new CRC32();
        crc.update(chunk.toByteArray());
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        DataOutputStream png = new DataOutputStream(file);
        png.writeLong(0x89504e470d0a1a0aL);
        png.writeInt(13);
        png.write(chunk.toByteArray());
        png.writeInt((int) crc.getValue());
        png.writeInt(0);
        png.write("IDAT".getBytes(StandardCharsets.US_ASCII));
        png.writeInt(0x35af061e);
        return file.toByteArray();
    }
}
