package io.cam4j.render.files;

import io.cam4j.render.Explained;
import io.cam4j.testing.TestPictures;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.util.Arrays;

/** Files made to harm whoever opens them. */
final class HostileFiles {
    static final int MEGABYTE = 1 << 20;

    private final Folder files;

    /** Takes the files, one after the other: together they are large. */
    interface Folder {
        /** Takes a file and what is to come of it: a size, or a part of the message. */
        void put(String name, byte[] file, String outcome);
    }

    private void put(String name, String outcome, byte[] file) {
        files.put(name, file, outcome);
    }

    private HostileFiles(Folder files) {
        this.files = files;
    }

    /** Makes all files. */
    static void make(Folder folder) {
        HostileFiles making = new HostileFiles(folder);
        making.pngs();
        making.jpegs();
        making.gifs();
        making.tiffs();
        making.bmps();
        making.webps();
    }

    private void pngs() {
        byte[] end = Crafted.chunk("IEND", new byte[0]);
        byte[] row = Crafted.chunk("IDAT", Crafted.deflated(new byte[1000]));
        byte[] plain = Crafted.encoded(Explained.photo(20, 10), "png");
        byte[] head = Arrays.copyOf(plain, 33);
        byte[] tail = Arrays.copyOfRange(plain, 33, plain.length);
        byte[] zeros = Crafted.deflated(new byte[64 * MEGABYTE]);
        put(
                "absurd-60000.png",
                "at most 100,000,000 pixels expected",
                Crafted.png(Crafted.header(60_000, 60_000, 8, 2), row, end));
        put(
                "absurd-2e31.png",
                "at most 100,000,000 pixels expected",
                Crafted.png(Crafted.header(0x7fffffff, 0x7fffffff, 16, 6), row, end));
        put("absurd-negative.png", "PNG expected to be whole", Crafted.png(Crafted.header(-1, -5, 8, 2), row, end));
        put("bomb-10000.png", "does not fit into memory", Crafted.png(10_000, 10_000, 1, 0, new byte[10_000 * 1251]));
        put("bomb-thin.png", "does not fit into memory", Crafted.png(100_000_000, 1, 8, 2, new byte[100]));
        put("bomb-data.png", "20 × 10", Crafted.png(20, 10, 8, 2, new byte[64 * MEGABYTE]));
        put(
                "bomb-text.png",
                "20 × 10",
                Crafted.join(head, Crafted.chunk("zTXt", Crafted.join(Crafted.ascii("a\0\0"), zeros)), tail));
        put(
                "bomb-itxt.png",
                "20 × 10",
                Crafted.join(head, Crafted.chunk("iTXt", Crafted.join(Crafted.ascii("a\0\1\0\0\0"), zeros)), tail));
        put(
                "bomb-profile.png",
                "20 × 10",
                Crafted.join(head, Crafted.chunk("iCCP", Crafted.join(Crafted.ascii("a\0\0"), zeros)), tail));
        put("huge-text.png", "20 × 10", Crafted.join(head, Crafted.chunk("tEXt", new byte[16 * MEGABYTE]), tail));
        put("huge-exif.png", "20 × 10", Crafted.join(head, Crafted.chunk("eXIf", new byte[16 * MEGABYTE]), tail));
        put(
                "long-chunk.png",
                "it ends too early",
                Crafted.join(head, new byte[] {0x7f, -1, -1, -1, 't', 'E', 'X', 't'}, tail));
        put(
                "longest-chunk.png",
                "it ends too early",
                Crafted.join(head, new byte[] {-1, -1, -1, -1, 'I', 'D', 'A', 'T'}, tail));
        put(
                "many-chunks.png",
                "more than 65,536 chunks",
                Crafted.join(head, Crafted.repeated(Crafted.chunk("tEXt", new byte[0]), 500_000), tail));
        put(
                "palette-text.png",
                "20 × 10",
                Crafted.png(
                        20,
                        10,
                        8,
                        3,
                        new byte[21 * 10],
                        Crafted.chunk("PLTE", new byte[768]),
                        Crafted.chunk("zTXt", Crafted.join(Crafted.ascii("a\0\0"), zeros))));
        put("no-palette.png", "PNG expected to be whole", Crafted.png(20, 10, 8, 3, new byte[21 * 10]));
        put(
                "short-palette.png",
                "2 × 1",
                Crafted.png(2, 1, 8, 3, new byte[] {0, 0, 9}, Crafted.chunk("PLTE", new byte[3])));
    }

    private void jpegs() {
        byte[] plain = Crafted.encoded(Explained.photo(20, 10), "jpg");
        put("absurd-size.jpg", "at most 100,000,000 pixels expected", Crafted.withSize(plain, 65_500, 65_500));
        put("no-height.jpg", "JPEG expected to be whole", Crafted.withSize(plain, 20, 0));
        put("bomb-9000.jpg", "does not fit into memory", Crafted.withSize(plain, 9000, 9000));
        put("giant-profile.jpg", "20 × 10", Crafted.withProfile(plain, new byte[200 * 60_000]));
        put("profile-tags.jpg", "20 × 10", Crafted.withProfile(plain, profileOfManyTags()));
        put("comments.jpg", "20 × 10", Crafted.withSegment(plain, 0xfffe, new byte[65_000], 250));
        put(
                "many-comments.jpg",
                "more than 4,096 segments before its pixels",
                Crafted.withSegment(plain, 0xfffe, new byte[0], 500_000));
        put(
                "xmp.jpg",
                "20 × 10",
                Crafted.withSegment(
                        plain,
                        0xffe1,
                        Crafted.join(Crafted.ascii("http://ns.adobe.com/xap/1.0/\0"), new byte[60_000]),
                        500));
        put("exif-loop.jpg", "10 × 20", Crafted.withSegment(plain, 0xffe1, exifLoop()));
        put("exif-count.jpg", "10 × 20", Crafted.withSegment(plain, 0xffe1, exifCount()));
        put(
                "jfif-thumbnail.jpg",
                "20 × 10",
                Crafted.withSegment(
                        plain, 0xffe0, Crafted.join(Crafted.ascii("JFIF\0\1\2\0\0\1\0\1"), new byte[] {-1, -1})));
        put(
                "zero-segment.jpg",
                "JPEG expected to be whole",
                Crafted.join(Arrays.copyOf(plain, 2), new byte[] {-1, -2, 0, 0}, plain));
        put(
                "scans.jpg",
                "more than 200 scans",
                Crafted.manyScans(Crafted.progressive(TestPictures.flat(4000, 3000, 99)), 3000));
        put(
                "only-fill.jpg",
                "JPEG expected to be whole",
                Crafted.join(new byte[] {-1, -40}, Crafted.repeated(new byte[] {-1}, 10 * MEGABYTE)));
    }

    /** sRGB's own profile, its header kept, that claims as many tags as a number holds. */
    private static byte[] profileOfManyTags() {
        byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        Arrays.fill(profile, 128, 132, (byte) 0x7f);
        return profile;
    }

    /** Orientation 6 in a directory that is followed by itself, holds itself as Exif and as GPS data. */
    static byte[] exifLoop() {
        return Crafted.bytes(out -> {
            out.write(Crafted.ascii("Exif\0\0MM\0*"));
            out.writeInt(8);
            out.writeShort(3);
            Crafted.entry(out, 0x8769, 4, 1, 8);
            Crafted.entry(out, 0x0112, 3, 1, 6 << 16);
            Crafted.entry(out, 0x8825, 4, 1, 8);
            out.writeInt(8);
        });
    }

    private static byte[] exifCount() {
        return Crafted.bytes(out -> {
            out.write(Crafted.ascii("Exif\0\0MM\0*"));
            out.writeInt(8);
            out.writeShort(0xffff);
            Crafted.entry(out, 0x010e, 2, -1, 8);
            Crafted.entry(out, 0x0112, 3, 1, 6 << 16);
        });
    }

    private void gifs() {
        byte[] plain = Crafted.encoded(Explained.photo(20, 10), "gif");
        put("absurd-screen.gif", "at most 100,000,000 pixels expected", Crafted.withBytes(plain, 6, -1, -1, -1, -1));
        put("large-screen.gif", "does not fit into memory", Crafted.withBytes(plain, 6, 0x10, 0x27, 0x10, 0x27));
        int behindPalette = 13 + 3 * 256;
        put(
                "comments.gif",
                "20 × 10",
                inserted(
                        plain,
                        behindPalette,
                        Crafted.join(
                                new byte[] {0x21, -2},
                                Crafted.repeated(Crafted.join(new byte[] {-1}, new byte[255]), 30_000),
                                new byte[1])));
        put(
                "many-comments.gif",
                "more than 65,536 blocks before its picture",
                inserted(plain, behindPalette, Crafted.repeated(new byte[] {0x21, -2, 0}, 500_000)));
        put(
                "endless-block.gif",
                "GIF expected to be whole",
                Crafted.join(Arrays.copyOf(plain, behindPalette), Crafted.repeated(new byte[] {0x21, -2, 1, 1}, 100)));
        put("code-size.gif", "20 × 10", Crafted.withBytes(plain, plain.length - 1, 0));
    }

    private static byte[] inserted(byte[] file, int at, byte[] more) {
        return Crafted.join(Arrays.copyOf(file, at), more, Arrays.copyOfRange(file, at, file.length));
    }

    private void tiffs() {
        put("loop.tif", "10 × 10", tiff(8, new int[][] {
            {256, 4, 1, 10}, {257, 4, 1, 10}, {262, 3, 1, 1 << 16}, {273, 4, 1, 0}, {279, 4, 1, 100}, {330, 4, 1, 8}
        }));
        put("absurd-size.tif", "at most 100,000,000 pixels expected", tiff(0, new int[][] {
            {256, 4, 1, 0x7fffffff}, {257, 4, 1, 0x7fffffff}, {262, 3, 1, 1 << 16}, {273, 4, 1, 0}, {279, 4, 1, 100}
        }));
        put("tag-count.tif", "TIFF expected to be whole", tiff(0, new int[][] {
            {256, 4, 1, 10},
            {257, 4, 1, 10},
            {262, 3, 1, 1 << 16},
            {270, 2, -1, 8},
            {273, 4, 0x7fffffff, 8},
            {279, 4, 0x7fffffff, 8},
            {700, 1, 0x7ffffff0, 0}
        }));
        put("strip-length.tif", "10 × 10", tiff(0, new int[][] {
            {256, 4, 1, 10},
            {257, 4, 1, 10},
            {258, 3, 1, 8 << 16},
            {262, 3, 1, 1 << 16},
            {273, 4, 1, 8},
            {278, 4, 1, 10},
            {279, 4, 1, 0x7ffffff0}
        }));
        put("tile-size.tif", "does not fit into memory", tiff(0, new int[][] {
            {256, 4, 1, 10},
            {257, 4, 1, 10},
            {258, 3, 1, 8 << 16},
            {262, 3, 1, 1 << 16},
            {322, 4, 1, 0x7ffffff0},
            {323, 4, 1, 0x7ffffff0},
            {324, 4, 1, 8},
            {325, 4, 1, 100}
        }));
        put("tile-square.tif", "TIFF expected to be whole", tiff(0, new int[][] {
            {256, 4, 1, 10},
            {257, 4, 1, 10},
            {258, 3, 1, 8 << 16},
            {262, 3, 1, 1 << 16},
            {322, 4, 1, 40_000},
            {323, 4, 1, 40_000},
            {324, 4, 1, 8},
            {325, 4, 1, 100}
        }));
        int[][] many = new int[60_000][];
        for (int i = 0; i < many.length; i++) {
            many[i] = new int[] {40_000, 1, 700_000, 8};
        }
        put("overlapping-tags.tif", "tags of more bytes than the file has", tiff(0, many));
        put("samples.tif", "TIFF expected to be whole", tiff(0, new int[][] {
            {256, 4, 1, 1000},
            {257, 4, 1, 1000},
            {258, 3, 1, 8 << 16},
            {262, 3, 1, 1 << 16},
            {273, 4, 1, 8},
            {277, 3, 1, 0xffff << 16},
            {278, 4, 1, 10},
            {279, 4, 1, 100}
        }));
        put("rows.tif", "TIFF expected to be whole", tiff(0, new int[][] {
            {256, 4, 1, 10},
            {257, 4, 1, 10},
            {258, 3, 1, 8 << 16},
            {262, 3, 1, 1 << 16},
            {273, 4, 1, 8},
            {278, 4, 1, 0},
            {279, 4, 1, 100}
        }));
        put("directories.tif", "more than 10,000 directories", directories(300_000));
    }

    private static byte[] tiff(int next, int[][] entries) {
        return Crafted.tiff(next, entries, new byte[200]);
    }

    private static byte[] directories(int count) {
        return Crafted.bytes(out -> {
            out.write(Crafted.ascii("MM\0*"));
            out.writeInt(8);
            for (int i = 1; i <= count; i++) {
                out.writeShort(1);
                Crafted.entry(out, 256, 4, 1, 10);
                out.writeInt(8 + 18 * i);
            }
        });
    }

    private void bmps() {
        byte[] plain = Crafted.encoded(Explained.photo(20, 10), "bmp");
        put(
                "absurd-size.bmp",
                "at most 100,000,000 pixels expected",
                Crafted.withBytes(plain, 18, -1, -1, -1, 0x7f, -1, -1, -1, 0x7f));
        put("least-height.bmp", "a picture with pixels expected", Crafted.withBytes(plain, 22, 0, 0, 0, 0x80));
        put("palette.bmp", "20 × 10", Crafted.withBytes(plain, 46, -1, -1, -1, 0x7f));
        put("offset.bmp", "BMP expected to be whole", Crafted.withBytes(plain, 10, -1, -1, -1, 0x7f));
        put("header-size.bmp", "BMP expected to be whole", Crafted.withBytes(plain, 14, -1, -1, -1, 0x7f));
        put("large.bmp", "does not fit into memory", Crafted.withBytes(plain, 18, 0x10, 0x27, 0, 0, 0x10, 0x27, 0, 0));
        byte[] png = Crafted.png(9999, 9999, 8, 6, new byte[100]);
        put("icon.ico", "ICO expected to be whole", Crafted.bytes(out -> {
            out.write(new byte[] {0, 0, 1, 0, 1, 0, 16, 16, 0, 0, 1, 0, 32, 0});
            out.writeInt(Integer.reverseBytes(png.length));
            out.writeInt(Integer.reverseBytes(22));
            out.write(png);
        }));
    }

    private void webps() {
        put("plain.webp", "20 × 10", Crafted.webp(Crafted.losslessChunk(20, 10, 0xff336699)));
        put(
                "bomb.webp",
                "at most 100,000,000 pixels expected",
                Crafted.webp(Crafted.losslessChunk(16384, 16384, 0xff336699)));
        put("bomb-9000.webp", "does not fit into memory", Crafted.webp(Crafted.losslessChunk(9000, 9000, 0xff336699)));
        put(
                "absurd-canvas.webp",
                "at most 100,000,000 pixels expected",
                Crafted.webp(Crafted.canvas(1 << 24, 1 << 24, 0), Crafted.losslessChunk(20, 10, 0)));
        put(
                "lying-canvas.webp",
                "at most 100,000,000 pixels expected",
                Crafted.webp(Crafted.canvas(1, 1, 0), Crafted.losslessChunk(16384, 16384, 0)));
        put(
                "long-chunk.webp",
                "it ends too early",
                Crafted.join(
                        Crafted.webp(Crafted.canvas(20, 10, 0x20)), Crafted.ascii("ICCP"), new byte[] {-1, -1, -1, -1
                        }));
        put(
                "lossy.webp",
                "at most 100,000,000 pixels expected",
                Crafted.webp(Crafted.riff(
                        "VP8 ",
                        Crafted.join(
                                new byte[] {0x10, 0, 0, (byte) 0x9d, 1, 0x2a, -1, 0x3f, -1, 0x3f}, new byte[100]))));
        put(
                "many-chunks.webp",
                "more than 65,536 chunks",
                Crafted.webp(
                        Crafted.canvas(20, 10, 0x20),
                        Crafted.repeated(Crafted.riff("junk", new byte[0]), 500_000),
                        Crafted.losslessChunk(20, 10, 0)));
    }
}
