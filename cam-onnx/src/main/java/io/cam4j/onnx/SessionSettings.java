package io.cam4j.onnx;

/**
 * Where and how ONNX Runtime runs a model. Immutable.
 *
 * @param provider what runs it
 * @param device number of the GPU, from 0; unused on the CPU
 * @param threads threads within one run, or 0 for ONNX Runtime's own choice (one a physical core)
 * @param cpuInstead whether the CPU may take over where the provider cannot be had
 * @param cpuLayouts whether ONNX Runtime may rearrange tensors to suit the CPU, so that sums are formed in another order
 *     than the model says
 */
public record SessionSettings(
        ExecutionProvider provider, int device, int threads, boolean cpuInstead, boolean cpuLayouts) {
    /** Checks the numbers. @throws IllegalArgumentException if one is negative */
    public SessionSettings {
        if (device < 0 || threads < 0) {
            throw new IllegalArgumentException(
                    "a device and threads of 0 or more expected, got %d and %d".formatted(device, threads));
        }
    }

    /** Returns the default: the CPU, threads as ONNX Runtime chooses. */
    public static SessionSettings cpu() {
        return new SessionSettings(ExecutionProvider.CPU, 0, 0, false, true);
    }

    /** Returns settings for a GPU; opening fails where it cannot be had, unless {@link #orCpu()} is added. */
    public static SessionSettings cuda(int device) {
        return new SessionSettings(ExecutionProvider.CUDA, device, 0, false, true);
    }

    /** Returns the same with a number of threads within one run; 0 for ONNX Runtime's own choice. */
    public SessionSettings withThreads(int threads) {
        return new SessionSettings(provider, device, threads, cpuInstead, cpuLayouts);
    }

    /** Returns the same, but the CPU takes over where the provider cannot be had. */
    public SessionSettings orCpu() {
        return new SessionSettings(provider, device, threads, true, cpuLayouts);
    }

    /**
     * Returns the same without layouts of the CPU's own: about 1.3 times slower on a CPU, and as close to another
     * framework's numbers as float sums get. For comparisons; the classes and what one sees of the maps are the same.
     */
    public SessionSettings withoutCpuLayouts() {
        return new SessionSettings(provider, device, threads, cpuInstead, false);
    }
}
