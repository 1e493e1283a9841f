package io.cam4j.gemm;

import java.nio.FloatBuffer;

/** A process that starts the engine and says what it got: name, reason, a product, JavaCPP's limit; a line each. */
final class EngineProbe {
    private EngineProbe() {}

    public static void main(String[] arguments) {
        GemmEngine engine = GemmEngine.start().join();
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
    }
}
