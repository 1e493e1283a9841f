package io.cam4j.render.files;

import java.io.IOException;
import java.util.List;
import javax.imageio.IIOException;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * What a reader of pixels is given: parts of another stream, one behind the other as if nothing stood between them. A
 * reader that keeps asking for more behind the end is stopped: some take zeros for what is missing and go on for minutes.
 * Closing it leaves the other stream open.
 */
final class PixelStream extends ImageInputStreamImpl {
    private static final int MAX_READS_BEHIND_END = 4096;

    private final ImageInputStream source;
    private final List<Span> spans;
    private final long length;
    private int current; // span that holds spanStart
    private long spanStart; // where the current span begins in this stream
    private int readsBehindEnd;

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

    /** Makes a stream of all bytes. */
    PixelStream(ImageInputStream source) throws IOException {
        this(source, List.of(new Span(0, source.length())));
    }

    /** Makes a stream of the parts, in the order given; none is empty. */
    PixelStream(ImageInputStream source, List<Span> spans) {
        this.source = source;
        this.spans = List.copyOf(spans);
        length = spans.stream().mapToLong(Span::length).sum();
    }

    @Override
    public int read() throws IOException {
        checkClosed();
        bitOffset = 0;
        if (streamPos >= length) {
            return endReached();
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
        return read == 0 && count > 0 ? endReached() : read;
    }

    private int endReached() throws IOException {
        if (++readsBehindEnd > MAX_READS_BEHIND_END) {
            throw new IIOException("it ends too early");
        }
        return -1;
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
