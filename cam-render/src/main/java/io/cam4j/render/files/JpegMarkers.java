package io.cam4j.render.files;

import java.io.IOException;
import javax.imageio.stream.ImageInputStream;

/**
 * Counts a JPEG's markers without understanding what is between them: in compressed pixels 0xFF is never followed by what
 * makes a marker. Each scan costs a pass over all pixels, however few bytes it has.
 */
final class JpegMarkers {
    static final int MAX_SCANS = 200; // encoders make some ten
    private static final int MAX_SEGMENTS = 10_000;
    private static final int BUFFER = 1 << 16;
    private static final int START_OF_SCAN = 0xda;

    private int scans;
    private int segments;

    private JpegMarkers() {}

    /**
     * Checks a stream from one of its places to its end.
     *
     * @throws HarmfulFileException if there are too many scans, or segments of other kinds
     */
    static void check(ImageInputStream input, long from) throws IOException {
        JpegMarkers markers = new JpegMarkers();
        byte[] buffer = new byte[BUFFER];
        boolean afterFf = false;
        input.seek(from);
        for (int read = input.read(buffer); read > 0; read = input.read(buffer)) {
            for (int i = 0; i < read; i++) {
                if (afterFf) {
                    markers.add(buffer[i] & 0xff);
                }
                afterFf = buffer[i] == -1;
            }
            markers.check();
        }
    }

    private void add(int marker) {
        boolean isRestart = marker >= 0xd0 && marker <= 0xd7;
        scans += marker == START_OF_SCAN ? 1 : 0;
        segments += marker >= 0xc0 && marker != 0xff && !isRestart ? 1 : 0;
    }

    private void check() throws HarmfulFileException {
        if (scans > MAX_SCANS) {
            throw new HarmfulFileException("JPEG", "more than %,d scans".formatted(MAX_SCANS));
        }
        if (segments > MAX_SEGMENTS) {
            throw new HarmfulFileException("JPEG", "more than %,d segments".formatted(MAX_SEGMENTS));
        }
    }
}
