package io.cam4j.gemm;

import org.bytedeco.javacpp.Pointer;

/** How much memory JavaCPP, which is under ND4J, lets a process have. */
final class JavaCppLimits {
    /*
     * JavaCPP refuses to allocate once the whole process, the model's memory included, is larger than a few times the
     * Java heap. Beside a large model in a small heap that would stop ND4J, which needs next to nothing itself; so the
     * limit is lifted unless the user set it. Under a limit that is too low ND4J must not start at all: on JDK 25 the
     * process then dies of a damaged heap (JavaCPP 1.5.7), every time.
     */
    private static final String PHYSICAL = "org.bytedeco.javacpp.maxphysicalbytes";
    private static final String PHYSICAL_TOO = "org.bytedeco.javacpp.maxPhysicalBytes";
    private static final long NEEDED_BY_PROCESS = 64L << 20; // libraries among it
    private static final long NEEDED_BY_ARRAYS = 4L << 20;

    private JavaCppLimits() {}

    /** Lifts the limit on the whole process, to be called before anything of JavaCPP is loaded. */
    static void lift() {
        if (System.getProperty(PHYSICAL) == null && System.getProperty(PHYSICAL_TOO) == null) {
            System.setProperty(PHYSICAL, "0");
        }
    }

    /** @throws IllegalStateException if a limit leaves no room for ND4J */
    static void check() {
        check("the process (" + PHYSICAL + ")", Pointer.maxPhysicalBytes(), Pointer.physicalBytes(), NEEDED_BY_PROCESS);
        check("JavaCPP (org.bytedeco.javacpp.maxbytes)", Pointer.maxBytes(), Pointer.totalBytes(), NEEDED_BY_ARRAYS);
    }

    private static void check(String whose, long limit, long used, long needed) {
        if (limit > 0 && used + needed > limit) {
            throw new IllegalStateException("%s may have %d bytes, has %d and needs %d more; raise the limit"
                    .formatted(whose, limit, used, needed));
        }
    }
}
