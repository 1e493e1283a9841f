package io.cam4j.render.files;

import java.io.IOException;
import java.util.List;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageInputStreamImpl;

/** Parts of another stream, one behind the other as if nothing stood between them. Closing it leaves the other open. */
final class SplicedStream extends ImageInputStreamImpl {
    private final ImageInputStream source;
    private final List<Span> spans;
    private final long length;
    private int current; // span that holds spanStart
    private long spanStart; // where the current span begins in this stream

    /**
     * Bytes of a stream.
     *
     * @param from place of the first
     * @param to place behind the last
     */
    record Span(long from, long to) {
        long length() {
            return to - from;
        }
    }

    /** Makes a stream of the parts, in the order given; none is empty. */
    SplicedStream(ImageInputStream source, List<Span> spans) {
        this.source = source;
        this.spans = List.copyOf(spans);
        length = spans.stream().mapToLong(Span::length).sum();
    }

    @Override
    public int read() throws IOException {
        checkClosed();
        bitOffset = 0;
        if (streamPos >= length) {
            return -1;
        }
        seekSource();
        int value = source.read();
        streamPos += value < 0 ? 0 : 1;
        return value;
    }

    /** Reads across parts: the numbers that the superclass reads take less for the end. */
    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        checkClosed();
        bitOffset = 0;
        int read = 0;
        while (read < count && streamPos < length) {
            long left = seekSource();
            int more = source.read(into, offset + read, (int) Math.min(count - read, left));
            if (more < 0) {
                break;
            }
            streamPos += more;
            read += more;
        }
        return read == 0 && count > 0 ? -1 : read;
    }

    /** Puts the source where this stream stands; returns how many bytes are left in the part. */
    private long seekSource() throws IOException {
        if (streamPos < spanStart) {
            current = 0;
            spanStart = 0;
        }
        while (streamPos - spanStart >= spans.get(current).length()) {
            spanStart += spans.get(current).length();
            current++;
        }
        Span span = spans.get(current);
        long inside = streamPos - spanStart;
        source.seek(span.from() + inside);
        return span.length() - inside;
    }

    @Override
    public long length() {
        return length;
    }
}
