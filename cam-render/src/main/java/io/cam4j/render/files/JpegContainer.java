package io.cam4j.render.files;

import io.cam4j.render.files.PixelStream.Span;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.stream.ImageInputStream;

/** The segments before a JPEG's pixels (ITU-T T.81, annex B; JFIF 1.02; ICC.1:2022, annex B.4). */
final class JpegContainer {
    private static final int MAX_SEGMENTS = 4096;
    private static final int MAX_PROFILE = 1 << 20;
    private static final int NONE = -1;
    private static final int YCC = 1;
    private static final byte[] JFIF = ascii("JFIF\0");
    private static final byte[] EXIF = ascii("Exif\0\0");
    private static final byte[] PROFILE = ascii("ICC_PROFILE\0");
    private static final byte[] ADOBE = ascii("Adobe");

    private final ImageInputStream input;
    private final List<Span> kept = new ArrayList<>();
    private final ByteArrayOutputStream profile = new ByteArrayOutputStream();
    private Orientation orientation = Orientation.UPRIGHT;
    private boolean jfif;
    private int adobeTransform = NONE;
    private int frames;
    private int components;
    private boolean progressive;
    private boolean severalScans;
    private long end; // of what was read
    private boolean supported; // by the JDK's reader: Huffman-coded, 8 bits, one or three components
    private boolean gray;
    private boolean numbered; // components 1, 2, 3: Y, Cb, Cr

    private JpegContainer(ImageInputStream input) {
        this.input = input;
    }

    /** Returns the pixels of a plain JPEG without its metadata; of any other as it is. */
    static Container open(ImageInputStream input) throws IOException {
        JpegContainer jpeg = new JpegContainer(input);
        boolean regular = jpeg.readSegments();
        if (!regular || jpeg.severalScans) {
            JpegMarkers.check(input, jpeg.end);
        }
        boolean plain = regular && jpeg.isPlain();
        return plain
                ? new Container(
                        new PixelStream(input, jpeg.kept), jpeg.orientation, null, true, Container.Kind.PLAIN_JPEG)
                : Container.untouched(input, jpeg.orientation);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private boolean isPlain() {
        boolean yCbCr = adobeTransform == NONE ? jfif || numbered : adobeTransform == YCC;
        return supported
                && frames == 1
                && (gray || (yCbCr && (profile.size() == 0 || SrgbProfile.is(profile.toByteArray()))));
    }

    /** Reads up to the pixels; returns whether all before them is regular. */
    private boolean readSegments() throws IOException {
        try {
            kept.add(new Span(0, 2));
            end = 2;
            for (int i = 0; i < MAX_SEGMENTS; i++) {
                long at = end;
                input.seek(at);
                int marker = input.readUnsignedShort();
                int length = input.readUnsignedShort();
                if (marker == 0xffda) { // start of scan: pixels until the end
                    kept.add(new Span(at, input.length()));
                    severalScans = progressive || input.readUnsignedByte() < components;
                    return true;
                }
                if (marker < 0xffc0 || (marker >= 0xffd0 && marker <= 0xffd9) || marker == 0xffff || length < 2) {
                    return false;
                }
                end = at + 2 + length;
                if (readSegment(marker, length - 2)) {
                    kept.add(new Span(at, end));
                }
            }
            throw new HarmfulFileException("JPEG", "more than %,d segments before its pixels".formatted(MAX_SEGMENTS));
        } catch (EOFException e) {
            return false;
        }
    }

    /** Reads what stands between the marker's length and its end; returns whether the reader of pixels needs it. */
    private boolean readSegment(int marker, int length) throws IOException {
        return switch (marker) {
            case 0xffe0 -> {
                boolean isJfif = startsWith(JFIF, length);
                jfif |= isJfif;
                yield isJfif;
            }
            case 0xffe1 -> {
                if (startsWith(EXIF, length) && orientation == Orientation.UPRIGHT) {
                    orientation = OrientationTag.read(input, input.getStreamPosition(), end);
                }
                yield false;
            }
            case 0xffe2 -> {
                if (startsWith(PROFILE, length)) {
                    addToProfile(length - PROFILE.length);
                }
                yield false;
            }
            case 0xffee -> startsWith(ADOBE, length) && readAdobe(length - ADOBE.length);
            default -> {
                if (isFrame(marker)) {
                    readFrame(marker, length);
                }
                yield marker < 0xffe0; // tables and frames; not applications' data or comments
            }
        };
    }

    private boolean startsWith(byte[] expected, int length) throws IOException {
        if (length < expected.length) {
            return false;
        }
        byte[] found = new byte[expected.length];
        input.readFully(found);
        return Arrays.equals(found, expected);
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xffc0 && marker <= 0xffcf && marker != 0xffc4 && marker != 0xffc8 && marker != 0xffcc;
    }

    private void readFrame(int marker, int length) throws IOException {
        frames++;
        int bits = input.readUnsignedByte();
        input.skipBytes(4);
        components = input.readUnsignedByte();
        progressive = marker == 0xffc2;
        gray = components == 1;
        supported = marker <= 0xffc2 && bits == 8 && (gray || components == 3);
        numbered = components == 3 && length >= 15;
        for (int i = 1; i <= components && numbered; i++) {
            numbered = input.readUnsignedByte() == i;
            input.skipBytes(2);
        }
    }

    private boolean readAdobe(int length) throws IOException {
        if (length < 7) {
            return false;
        }
        input.skipBytes(6);
        adobeTransform = input.readUnsignedByte();
        return true;
    }

    private void addToProfile(int length) throws IOException {
        if (length > 2 && profile.size() < MAX_PROFILE) {
            input.skipBytes(2); // number and count; out of order it is no profile any more
            byte[] part = new byte[length - 2];
            input.readFully(part);
            profile.write(part);
        }
    }
}
