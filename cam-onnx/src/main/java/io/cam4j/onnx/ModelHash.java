package io.cam4j.onnx;

import io.cam4j.CamModelException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * SHA-256 of a file, computed in the background once it is started, or by whoever asks for it before its turn. The file
 * stays open until then, so it may be deleted.
 */
final class ModelHash {
    static final int MOST_WAITING = 16; // each keeps a file open

    private static final Executor BACKGROUND = background();

    private final Value value = new Value();
    private final Path file;
    private final Executor background;

    ModelHash(Path file) {
        this(file, BACKGROUND);
    }

    ModelHash(Path file, Executor background) {
        this.file = file;
        this.background = background;
    }

    /**
     * Returns one thread, so that models opened one after the other do not take all processors; it ends when there is
     * nothing to do. Who opens models faster than it hashes them does so too.
     */
    static Executor background() {
        return new ThreadPoolExecutor(
                0,
                1,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MOST_WAITING),
                work -> {
                    Thread thread = new Thread(work, "cam4j-sha256");
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.CallerRunsPolicy());
    }

    /** What is waited for may be another model's hash, of a file far away, unless who waits does the work. */
    private static final class Value extends CompletableFuture<String> {
        private volatile Runnable work = () -> {};

        @Override
        public String join() {
            work.run();
            return super.join();
        }
    }

    /** Returns the hash to come, to be joined; it never comes unless {@link #start} is called. */
    CompletableFuture<String> value() {
        return value;
    }

    void start() {
        try {
            InputStream opened = Files.newInputStream(file);
            FutureTask<?> once = new FutureTask<>(() -> complete(opened), null);
            value.work = once;
            background.execute(once);
        } catch (IOException e) {
            value.completeExceptionally(unreadable(e));
        }
    }

    private void complete(InputStream opened) {
        try {
            value.complete(sha256(opened));
        } catch (IOException e) {
            value.completeExceptionally(unreadable(e));
        } catch (RuntimeException | Error e) {
            value.completeExceptionally(e);
        }
    }

    private static String sha256(InputStream opened) throws IOException {
        try (InputStream in = new DigestInputStream(opened, MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of()
                    .formatHex(((DigestInputStream) in).getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private CamModelException unreadable(IOException e) {
        return new CamModelException(
                file.toString(), "%s could not be read to its end for its hash: %s".formatted(file, e.getMessage()), e);
    }
}
