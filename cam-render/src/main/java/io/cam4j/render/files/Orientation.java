package io.cam4j.render.files;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.MetadataException;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import io.cam4j.pixels.SrgbPixels;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Which way up a picture is to be shown, after tag 0x0112 of the Exif specification 2.32, section 4.6.4. */
enum Orientation {
    /** 1: as stored. */
    UPRIGHT(false, false, false),
    /** 2: mirrored left to right. */
    MIRRORED(false, true, false),
    /** 3: turned by 180°. */
    TURNED(false, true, true),
    /** 4: mirrored top to bottom. */
    FLIPPED(false, false, true),
    /** 5: rows and columns exchanged. */
    TRANSPOSED(true, false, false),
    /** 6: to be turned clockwise. */
    CLOCKWISE(true, false, true),
    /** 7: rows and columns exchanged along the other diagonal. */
    TRANSVERSE(true, true, true),
    /** 8: to be turned counterclockwise. */
    COUNTERCLOCKWISE(true, true, false);

    private static final List<Orientation> BY_TAG = List.of(values()); // declared in the order of the tag's values

    private final boolean transposed;
    private final boolean fromRight; // whether the shown x (or, transposed, y) runs against the stored x
    private final boolean fromBelow;

    Orientation(boolean transposed, boolean fromRight, boolean fromBelow) {
        this.transposed = transposed;
        this.fromRight = fromRight;
        this.fromBelow = fromBelow;
    }

    /** Returns the orientation a file names; upright where it names none or its metadata is damaged, as viewers do. */
    static Orientation of(InputStream file) throws IOException {
        try {
            ExifIFD0Directory exif =
                    ImageMetadataReader.readMetadata(file).getFirstDirectoryOfType(ExifIFD0Directory.class);
            int tag = exif == null || !exif.containsTag(ExifDirectoryBase.TAG_ORIENTATION)
                    ? 1
                    : exif.getInt(ExifDirectoryBase.TAG_ORIENTATION);
            return ofTag(tag);
        } catch (ImageProcessingException | MetadataException | RuntimeException e) {
            return UPRIGHT;
        }
    }

    /** Returns the orientation of a tag's value, 1 to 8; upright for any other. */
    static Orientation ofTag(int tag) {
        return tag >= 1 && tag <= BY_TAG.size() ? BY_TAG.get(tag - 1) : UPRIGHT;
    }

    /** Returns the picture as it is to be shown, of type {@link BufferedImage#TYPE_INT_RGB}. */
    BufferedImage apply(BufferedImage stored) {
        if (this == UPRIGHT) {
            return SrgbPixels.opaque(stored);
        }
        int storedWidth = stored.getWidth();
        int storedHeight = stored.getHeight();
        int width = transposed ? storedHeight : storedWidth;
        int height = transposed ? storedWidth : storedHeight;
        int[] from = SrgbPixels.of(stored);
        int[] to = new int[from.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int column = transposed ? y : x;
                int row = transposed ? x : y;
                int storedX = fromRight ? storedWidth - 1 - column : column;
                int storedY = fromBelow ? storedHeight - 1 - row : row;
                to[y * width + x] = from[storedY * storedWidth + storedX];
            }
        }
        return SrgbPixels.image(to, width, height);
    }
}
