package io.cam4j.render.files;

import io.cam4j.render.files.PixelStream.Span;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.stream.ImageInputStream;

/** The blocks of a GIF (GIF89a, sections 17 to 26) up to its first frame. */
final class GifContainer {
    private static final int MAX_BLOCKS = 1 << 16;
    private static final int HEADER = 13;
    private static final int EXTENSION = 0x21;
    private static final int GRAPHIC_CONTROL = 0xf9; // has the transparent color
    private static final int IMAGE = 0x2c;

    private GifContainer() {}

    /** Returns the first frame, without comments and the like, and its place on the screen. */
    static Container open(ImageInputStream input) throws IOException {
        input.setByteOrder(ByteOrder.LITTLE_ENDIAN);
        try {
            return firstFrame(input);
        } catch (EOFException e) {
            return Container.untouched(input, Orientation.UPRIGHT);
        } finally {
            input.setByteOrder(ByteOrder.BIG_ENDIAN);
        }
    }

    private static Container firstFrame(ImageInputStream input) throws IOException {
        input.seek(6);
        int width = input.readUnsignedShort();
        int height = input.readUnsignedShort();
        int flags = input.readUnsignedByte();
        long at = HEADER + ((flags & 0x80) == 0 ? 0 : 3L << ((flags & 7) + 1)); // behind the palette
        List<Span> kept = new ArrayList<>();
        kept.add(new Span(0, at));
        for (int i = 0; i < MAX_BLOCKS; i++) {
            input.seek(at);
            int block = input.readUnsignedByte();
            if (block == IMAGE) {
                int x = input.readUnsignedShort();
                int y = input.readUnsignedShort();
                int right = x + input.readUnsignedShort();
                int bottom = y + input.readUnsignedShort();
                kept.add(new Span(at, input.length()));
                Canvas screen = new Canvas(Math.max(width, right), Math.max(height, bottom), x, y);
                return new Container(
                        new PixelStream(input, kept), Orientation.UPRIGHT, screen, true, Container.Kind.OTHER);
            }
            if (block != EXTENSION) {
                return Container.untouched(input, Orientation.UPRIGHT);
            }
            boolean needed = input.readUnsignedByte() == GRAPHIC_CONTROL;
            long end = endOfSubBlocks(input);
            if (needed) {
                kept.add(new Span(at, end));
            }
            at = end;
        }
        throw tooManyBlocks();
    }

    private static long endOfSubBlocks(ImageInputStream input) throws IOException {
        for (int i = 0; i < MAX_BLOCKS; i++) {
            int length = input.readUnsignedByte();
            if (length == 0) {
                return input.getStreamPosition();
            }
            input.seek(input.getStreamPosition() + length);
        }
        throw tooManyBlocks();
    }

    private static HarmfulFileException tooManyBlocks() {
        return new HarmfulFileException("GIF", "more than %,d blocks before its picture".formatted(MAX_BLOCKS));
    }
}
