package io.cam4j.onnx;

/**
 * Where and how ONNX Runtime runs a model. Immutable.
 *
 * <p>How many threads suit how many callers, on two cores (docs/performance.md has the figures): one caller is served
 * soonest by {@link #latency()}; two or more get most done with {@link #throughput()}. Operators of one run always follow
 * one another: side by side (ONNX Runtime's parallel mode, with threads between operators) they took twice as long. After a
 * run its threads wait busily for 200 µs, not for ONNX Runtime's 50 ms, and then leave their processors to others.
 *
 * @param provider what runs it
 * @param device number of the GPU, from 0; unused on the CPU
 * @param threads threads within one run, or 0 for ONNX Runtime's own choice (one a physical core)
 * @param cpuInstead whether the CPU may take over where the provider cannot be had
 * @param cpuLayouts whether ONNX Runtime may rearrange tensors to suit the CPU, so that sums are formed in another order
 *     than the model says
 * @param gpuMemory bytes of the GPU's memory the session may take, or 0 for all there is; unused on the CPU
 * @param tightArena whether the GPU's memory grows by what is needed, and not by doubling; unused on the CPU
 */
public record SessionSettings(
        ExecutionProvider provider,
        int device,
        int threads,
        boolean cpuInstead,
        boolean cpuLayouts,
        long gpuMemory,
        boolean tightArena) {
    /** Checks the numbers. @throws IllegalArgumentException if one is negative */
    public SessionSettings {
        if (device < 0 || threads < 0) {
            throw new IllegalArgumentException(
                    "a device and threads of 0 or more expected, got %d and %d".formatted(device, threads));
        }
        if (gpuMemory < 0) {
            throw new IllegalArgumentException(
                    "a memory limit of 0 or more bytes expected, got %d".formatted(gpuMemory));
        }
    }

    /** Returns the default: the CPU, threads as ONNX Runtime chooses. */
    public static SessionSettings cpu() {
        return new SessionSettings(ExecutionProvider.CPU, 0, 0, false, true, 0, false);
    }

    /** Returns settings for one caller at a time, who wants each answer soon: the CPU, all physical cores in a run. */
    public static SessionSettings latency() {
        return cpu();
    }

    /**
     * Returns settings for many callers at a time, who together want the most answers: the CPU, one thread a run, which is
     * the caller's own. Call from as many threads as there are cores; lists and streams of images, and trials, run as many
     * at a time by themselves.
     */
    public static SessionSettings throughput() {
        return cpu().withThreads(1);
    }

    /** Returns settings for a GPU; opening fails where it cannot be had, unless {@link #orCpu()} is added. */
    public static SessionSettings cuda(int device) {
        return new SessionSettings(ExecutionProvider.CUDA, device, 0, false, true, 0, false);
    }

    /** Returns the same with a number of threads within one run; 0 for ONNX Runtime's own choice. */
    public SessionSettings withThreads(int threads) {
        return new SessionSettings(provider, device, threads, cpuInstead, cpuLayouts, gpuMemory, tightArena);
    }

    /** Returns the same, but the CPU takes over where the provider cannot be had. */
    public SessionSettings orCpu() {
        return new SessionSettings(provider, device, threads, true, cpuLayouts, gpuMemory, tightArena);
    }

    /**
     * Returns the same without layouts of the CPU's own: about 1.3 times slower on a CPU, and as close to another
     * framework's numbers as float sums get. For comparisons; the classes and what one sees of the maps are the same.
     */
    public SessionSettings withoutCpuLayouts() {
        return new SessionSettings(provider, device, threads, cpuInstead, false, gpuMemory, tightArena);
    }

    /**
     * Returns the same with a limit to the GPU's memory, for a GPU that others use too. What cuDNN takes beside is not
     * counted.
     *
     * @param bytes 0 for no limit
     */
    public SessionSettings withGpuMemory(long bytes) {
        return new SessionSettings(provider, device, threads, cpuInstead, cpuLayouts, bytes, tightArena);
    }

    /** Returns the same, but the GPU's memory grows by what is needed; by default it doubles, which is faster. */
    public SessionSettings withTightArena() {
        return new SessionSettings(provider, device, threads, cpuInstead, cpuLayouts, gpuMemory, true);
    }

    /** Returns what remains of these where the CPU takes over. */
    SessionSettings onCpu() {
        return new SessionSettings(ExecutionProvider.CPU, 0, threads, cpuInstead, cpuLayouts, 0, false);
    }
}
