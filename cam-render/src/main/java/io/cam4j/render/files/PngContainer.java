package io.cam4j.render.files;

import io.cam4j.render.files.PixelStream.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.stream.ImageInputStream;

/** The chunks of a PNG (ISO/IEC 15948, section 5.3; eXIf: extensions 1.5.0). */
final class PngContainer {
    private static final int MAX_CHUNKS = 1 << 16;
    private static final int SIGNATURE = 8;
    private static final int ANCILLARY = 0x20000000; // the first letter is small
    private static final int TRANSPARENCY = 0x74524e53;
    private static final int EXIF = 0x65584966;
    private static final int END = 0x49454e44;

    private PngContainer() {}

    /** Returns what makes up the pixels: the critical chunks and transparency; of an animation that is its first picture. */
    static Container open(ImageInputStream input) throws IOException {
        List<Span> kept = new ArrayList<>();
        kept.add(new Span(0, SIGNATURE));
        Orientation orientation = Orientation.UPRIGHT;
        long at = SIGNATURE;
        int type = 0;
        for (int i = 0; type != END && at + 12 <= input.length(); i++) {
            if (i == MAX_CHUNKS) {
                throw new HarmfulFileException("PNG", "more than %,d chunks".formatted(MAX_CHUNKS));
            }
            input.seek(at);
            long end = at + 12 + input.readUnsignedInt();
            type = input.readInt();
            if (type == EXIF) {
                orientation = OrientationTag.read(input, at + 8, end - 4);
            }
            if (end > input.length()) {
                type = 0;
                break;
            }
            if ((type & ANCILLARY) == 0 || type == TRANSPARENCY) {
                keep(kept, at, end);
            }
            at = end;
        }
        if (at < input.length()) { // cut off or more: whether that matters is the reader's to say
            keep(kept, at, input.length());
        }
        return new Container(new PixelStream(input, kept), orientation, null, type == END, Container.Kind.PNG);
    }

    private static void keep(List<Span> kept, long from, long to) {
        Span last = kept.get(kept.size() - 1);
        if (last.to() == from) {
            kept.set(kept.size() - 1, new Span(last.from(), to));
        } else {
            kept.add(new Span(from, to));
        }
    }
}
