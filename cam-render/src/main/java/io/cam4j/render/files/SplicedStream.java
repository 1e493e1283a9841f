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
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        checkClosed();
        bitOffset = 0;
        if (streamPos >= length) {
            return count == 0 ? 0 : -1;
        }
        Span span = spanAt(streamPos);
        long inside = streamPos - spanStart;
        source.seek(span.from() + inside);
        int read = source.read(into, offset, (int) Math.min(count, span.length() - inside));
        if (read > 0) {
            streamPos += read;
        }
        return read;
    }

    private Span spanAt(long position) {
        if (position < spanStart) {
            current = 0;
            spanStart = 0;
        }
        while (position - spanStart >= spans.get(current).length()) {
            spanStart += spans.get(current).length();
            current++;
        }
        return spans.get(current);
    }

    @Override
    public long length() {
        return length;
    }
}
