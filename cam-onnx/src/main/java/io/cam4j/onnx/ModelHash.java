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
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** SHA-256 of a file, computed in the background once it is started. */
final class ModelHash {
    /* One thread, so that models opened one after the other do not take all processors; it ends when there is nothing to do. */
    private static final Executor BACKGROUND =
            new ThreadPoolExecutor(0, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                Thread thread = new Thread(work, "cam4j-sha256");
                thread.setDaemon(true);
                return thread;
            });

    private final CompletableFuture<String> value = new CompletableFuture<>();
    private final Path file;

    ModelHash(Path file) {
        this.file = file;
    }

    /** Returns the hash to come; it never comes unless {@link #start} is called. */
    CompletableFuture<String> value() {
        return value;
    }

    void start() {
        BACKGROUND.execute(this::complete);
    }

    private void complete() {
        try {
            value.complete(sha256(file));
        } catch (RuntimeException | Error e) {
            value.completeExceptionally(e);
        }
    }

    private static String sha256(Path file) {
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of()
                    .formatHex(((DigestInputStream) in).getMessageDigest().digest());
        } catch (IOException e) {
            throw new CamModelException(
                    file.toString(),
                    "%s could not be read to its end for its hash: %s".formatted(file, e.getMessage()),
                    e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
