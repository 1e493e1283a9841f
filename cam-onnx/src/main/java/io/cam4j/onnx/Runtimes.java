package io.cam4j.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import io.cam4j.CamModelException;
import io.cam4j.gemm.GemmEngine;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** ONNX Runtime's environment, one a process; never closed by us, ONNX Runtime does so at exit. */
final class Runtimes {
    /*
     * ONNX Runtime 1.29 makes its environment report the process, unless the environment variable
     * ORT_DISABLE_TELEMETRY is 1, and to that end matches the command line with recursive regular expressions: some 300
     * bytes of stack a character. A class path of 4,000 characters overflows a thread of 1 MB, and the JVM dies without a
     * word. Only address space is reserved here; 512 MB suffice for a command line of 1.7 million characters, near the
     * longest Linux allows.
     */
    private static final long STACK_BYTES = 512L << 20;

    private Runtimes() {}

    /**
     * Returns the environment; failures come as exceptions, so it is told to log none.
     *
     * @throws CamModelException if ONNX Runtime's native library cannot start on this machine
     */
    static OrtEnvironment environment() {
        try {
            return Holder.ENVIRONMENT.join();
        } catch (CompletionException e) {
            throw new CamModelException(
                    null,
                    "ONNX Runtime's native library cannot start on this machine: %s. It is unpacked to the folder for temporary files (-Djava.io.tmpdir) and needs one of the platforms its artifact has."
                            .formatted(e.getCause()),
                    e.getCause());
        }
    }

    /** Starts ONNX Runtime, then ND4J, in the background: their libraries may not be loaded at a time. */
    static CompletableFuture<GemmEngine> start() {
        return Holder.ENVIRONMENT.handle((environment, failure) -> true).thenCompose(ended -> GemmEngine.start());
    }

    private static final class Holder {
        static final CompletableFuture<OrtEnvironment> ENVIRONMENT = load();
    }

    private static CompletableFuture<OrtEnvironment> load() {
        CompletableFuture<OrtEnvironment> created = new CompletableFuture<>();
        Thread thread = new Thread(null, () -> complete(created), "cam4j-onnxruntime-start", STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        return created;
    }

    private static OrtEnvironment create() {
        OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "cam4j");
        try {
            environment.setTelemetry(false); // from here on nothing is reported to anybody
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
        return environment;
    }

    private static void complete(CompletableFuture<OrtEnvironment> created) {
        try {
            created.complete(GemmEngine.apartFromNd4j(Runtimes::create));
        } catch (Throwable e) { // libraries that do not load among them: else join() would never end
            created.completeExceptionally(e);
        }
    }
}
