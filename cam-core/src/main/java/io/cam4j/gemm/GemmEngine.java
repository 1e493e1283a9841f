package io.cam4j.gemm;

import java.nio.FloatBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * What multiplies: ND4J where its native library loads, plain Java elsewhere. Chosen once a process. Immutable, thread-safe.
 */
public final class GemmEngine {
    /** Name of the engine that multiplies with ND4J. */
    public static final String ND4J = "nd4j";
    /** Name of the engine that multiplies in plain Java. */
    public static final String JAVA = "java";

    private static final Object LOADING = new Object();

    private final String name;
    private final String reason;
    private final PlanFactory plans;

    private GemmEngine(String name, String reason, PlanFactory plans) {
        this.name = name;
        this.reason = Objects.requireNonNull(reason);
        this.plans = plans;
    }

    /**
     * Returns the engine of this process, starting it in the background at the first call. Starting ND4J takes about a
     * second, and the first time on a machine some 320 MB in JavaCPP's cache folder; call this before loading a model
     * and join it afterwards, or what starts the runtime too, as {@code OnnxClassActivationMapper.start()}: a library that is
     * loaded later waits ({@link #apartFromNd4j}). The future never completes exceptionally: where ND4J cannot be had the engine is plain
     * Java, and its reason says why.
     */
    public static CompletableFuture<GemmEngine> start() {
        return Holder.ENGINE;
    }

    /**
     * Does what loads a native library while ND4J is not starting, which it waits for. JavaCPP looks ND4J's functions up by
     * {@code dlopen} within {@code dl_iterate_phdr}; where another thread loads a library just then, both wait for each other
     * for ever.
     *
     * @param load must not wait for {@link #start()}
     */
    public static <T> T apartFromNd4j(Supplier<T> load) {
        synchronized (LOADING) {
            return load.get();
        }
    }

    /** Returns the plain-Java engine, for the given reason. */
    public static GemmEngine java(String reason) {
        return new GemmEngine(JAVA, reason, JavaGemm::new);
    }

    /** Tries ND4J with one small product, which also loads and warms what its first product needs. */
    static GemmEngine probe(Supplier<GemmPlan> nd4j) {
        try (GemmPlan plan = nd4j.get()) {
            plan.weights().put(2f);
            plan.multiply(FloatBuffer.wrap(new float[] {3f}));
            if (plan.product().get(0) != 6f) {
                return java("ND4J computed 2 × 3 = " + plan.product().get(0));
            }
            return new GemmEngine(ND4J, "ND4J's native library loaded", Nd4jGemm::new);
        } catch (
                Throwable
                        failure) { // classes that cannot initialize, JavaCPP out of memory: else join() would never end
            return java("ND4J could not start: " + rootOf(failure));
        }
    }

    private static String rootOf(Throwable failure) {
        Throwable root = failure;
        for (int depth = 0; root.getCause() != null && depth < 100; depth++) {
            root = root.getCause();
        }
        String message = root.getMessage();
        String name = root.getClass().getSimpleName();
        return message == null
                ? name
                : name + ": " + message.lines().findFirst().orElse("");
    }

    /** Returns {@link #ND4J} or {@link #JAVA}. */
    public String name() {
        return name;
    }

    /** Returns why this engine is in use, one line without a full stop. */
    public String reason() {
        return reason;
    }

    /**
     * Returns memory for products of one shape; whoever asks closes it.
     *
     * @param rows k, at least 1
     * @param channels C, at least 1
     * @param positions P, at least 1
     */
    GemmPlan plan(int rows, int channels, int positions) {
        return plans.plan(rows, channels, positions);
    }

    private interface PlanFactory {
        GemmPlan plan(int rows, int channels, int positions);
    }

    private static final class Holder {
        static final CompletableFuture<GemmEngine> ENGINE = start();

        private static CompletableFuture<GemmEngine> start() {
            CompletableFuture<GemmEngine> engine = new CompletableFuture<>();
            // a daemon thread of its own: starting blocks on files and class loading, not for a shared pool
            Thread thread = new Thread(() -> engine.complete(startNd4j()), "cam4j-nd4j-start");
            thread.setDaemon(true);
            thread.start();
            return engine;
        }

        private static GemmEngine startNd4j() {
            return apartFromNd4j(() -> {
                JavaCppLimits.lift();
                return probe(() -> {
                    JavaCppLimits.check();
                    return new Nd4jGemm(1, 1, 1);
                });
            });
        }
    }
}
