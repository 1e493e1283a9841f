package io.cam4j.gemm;

import java.nio.FloatBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A process that starts the engine and says what it got: name, reason, a product, JavaCPP's limit; a line each. */
final class EngineProbe {
    private EngineProbe() {}

    public static void main(String[] arguments) {
        CompletableFuture<GemmEngine> starting = GemmEngine.start();
        String meanwhile = GemmEngine.apartFromNd4j(() -> state(starting));
        GemmEngine engine = starting.join();
        System.out.println(engine.name());
        System.out.println(engine.reason());
        try (GemmPool pool = new GemmPool(engine, 1)) {
            pool.with(1, 2, 1, plan -> {
                plan.weights().put(2f).put(3f);
                plan.multiply(FloatBuffer.wrap(new float[] {5, 7}));
                System.out.println(plan.product().get(0));
            });
        }
        System.out.println(System.getProperty("org.bytedeco.javacpp.maxphysicalbytes"));
        System.out.println(meanwhile);
    }

    /** Whether ND4J is starting now, by the stack of the thread that starts it. */
    private static String state(CompletableFuture<GemmEngine> starting) {
        boolean begun = Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().equals("cam4j-nd4j-start"))
                .flatMap(thread -> Stream.of(thread.getValue()))
                .anyMatch(frame -> frame.getClassName().endsWith("Nd4jGemm"));
        return begun ? "ND4J is starting" : starting.isDone() ? "ND4J was there" : "ND4J was not begun";
    }
}
