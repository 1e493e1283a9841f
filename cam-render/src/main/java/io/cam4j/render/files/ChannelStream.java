package io.cam4j.render.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A channel's bytes, of any file system. Small reads come from a buffer: readers ask for single bytes, and the JDK's own
 * stream of files asks the operating system for each.
 */
final class ChannelStream extends ImageInputStreamImpl {
    private static final int BUFFER = 1 << 13;

    private final SeekableByteChannel channel;
    private final long length;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private long bufferStart; // place of the buffer's first byte

    /** Makes a stream that closes the channel when it is closed. */
    ChannelStream(SeekableByteChannel channel) throws IOException {
        this.channel = channel;
        length = channel.size();
        buffer.limit(0);
    }

    @Override
    public int read() throws IOException {
        checkClosed();
        bitOffset = 0;
        if (!isBuffered()) {
            fillBuffer();
        }
        return isBuffered() ? buffer.get((int) (streamPos++ - bufferStart)) & 0xff : -1;
    }

    /** Reads as much as there is: the numbers that the superclass reads take less for the end. */
    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        checkClosed();
        bitOffset = 0;
        int read = 0;
        while (read < count) {
            int more = readSome(into, offset + read, count - read);
            if (more < 0) {
                return read == 0 ? -1 : read;
            }
            read += more;
        }
        return read;
    }

    private int readSome(byte[] into, int offset, int count) throws IOException {
        if (!isBuffered() && count >= BUFFER) {
            return advance(channel.position(streamPos).read(ByteBuffer.wrap(into, offset, count)));
        }
        if (!isBuffered()) {
            fillBuffer();
        }
        if (!isBuffered()) {
            return -1;
        }
        int from = (int) (streamPos - bufferStart);
        int read = Math.min(count, buffer.limit() - from);
        buffer.get(from, into, offset, read);
        return advance(read);
    }

    private boolean isBuffered() {
        return streamPos >= bufferStart && streamPos < bufferStart + buffer.limit();
    }

    private void fillBuffer() throws IOException {
        bufferStart = streamPos;
        buffer.clear();
        channel.position(streamPos);
        while (buffer.hasRemaining() && channel.read(buffer) > 0) {
            // until the buffer or the channel is at its end
        }
        buffer.flip();
    }

    private int advance(int read) {
        streamPos += Math.max(0, read);
        return read;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void close() throws IOException {
        super.close();
        channel.close();
    }
}
