package io.cam4j.network;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Name and SHA-256 of the file a network came from. Immutable, thread-safe. */
public final class ModelFile {
    private final String name;
    private final CompletableFuture<String> sha256;

    private ModelFile(String name, CompletableFuture<String> sha256) {
        this.name = Objects.requireNonNull(name);
        this.sha256 = Objects.requireNonNull(sha256);
    }

    /** Returns a model file whose hash is known. */
    public static ModelFile of(String name, String sha256) {
        return new ModelFile(name, CompletableFuture.completedFuture(sha256));
    }

    /** Returns a model file whose hash is still being computed, so that opening a model need not wait for it. */
    public static ModelFile from(String name, CompletableFuture<String> sha256) {
        return new ModelFile(name, sha256);
    }

    /** Returns the file's name without its folder. */
    public String name() {
        return name;
    }

    /**
     * Returns the SHA-256 of the file as 64 lower-case hexadecimal digits; waits for it if it is still being computed.
     *
     * @throws RuntimeException that with which the computation ended, if the file could not be read to its end
     */
    public String sha256() {
        try {
            return sha256.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
