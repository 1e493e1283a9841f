package io.cam4j.onnx;

import io.cam4j.CamModelException;
import io.cam4j.ClassActivationMapper;
import io.cam4j.gemm.GemmEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A process that opens hostile models one after the other, explains an image where that is possible, and prints the name
 * of each before it does and what went wrong after. It ends itself where a model hangs or takes all memory, for threads in
 * ONNX Runtime cannot be ended, and after some thousands. Arguments: a folder, a set of {@link HostileModels}, the first to
 * open.
 */
final class HostileModelsProbe {
    static final String BEGIN = "begin";
    static final String WRONG = "wrong";
    static final String PAUSE = "pause";
    static final String DONE = "done";

    private static final int MOST_MODELS = 5000;
    private static final long MOST_SECONDS = 60; // 20 on a machine that does nothing else
    private static final long MOST_KILOBYTES = 2L << 20;
    private static final String NO_END = "no end in %d s, or in memory".formatted(MOST_SECONDS);

    private HostileModelsProbe() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        List<HostileModel> models = HostileModels.valueOf(arguments[1]).models();
        int first = Integer.parseInt(arguments[2]);
        int end = Math.min(models.size(), first + MOST_MODELS);
        for (int i = first; i < end; i++) {
            print(BEGIN, i, models.get(i), "");
            Path own = Files.createDirectories(folder.resolve(String.valueOf(i)));
            String problem = problem(models.get(i).writer().write(own));
            if (!problem.isEmpty()) {
                print(WRONG, i, models.get(i), problem);
            }
            if (problem.equals(NO_END)) {
                Runtime.getRuntime().halt(1);
            }
            empty(own);
        }
        print(end == models.size() ? DONE : PAUSE, end - 1, models.get(end - 1), "");
        Runtime.getRuntime().halt(0);
    }

    private static void print(String what, int i, HostileModel model, String problem) {
        System.out.printf("%s\t%d\t%s\t%s%n", what, i, model.name().replaceAll("\\p{Cntrl}", "?"), problem);
        System.out.flush();
    }

    /** Returns what is wrong, nothing if the model opens rightly or is refused. */
    private static String problem(Path model) throws Exception {
        CompletableFuture<String> problem = new CompletableFuture<>();
        Thread thread = new Thread(() -> problem.complete(opened(model)));
        thread.setDaemon(true);
        thread.start();
        long end = System.nanoTime() + MOST_SECONDS * 1_000_000_000;
        while (thread.isAlive() && System.nanoTime() < end && residentKilobytes() < MOST_KILOBYTES) {
            thread.join(20);
        }
        return problem.getNow(NO_END);
    }

    private static String opened(Path model) {
        GemmEngine quick = GemmEngine.java("starts at once");
        try (ClassActivationMapper mapper =
                OnnxClassActivationMapper.builder(model).gemm(quick).open()) {
            mapper.explain(OnnxClassActivationMapperTest.image(1), 1);
            return "";
        } catch (CamModelException expected) {
            return "";
        } catch (Throwable e) {
            return e + " at " + List.of(e.getStackTrace()).stream().limit(3).toList();
        }
    }

    private static long residentKilobytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                ? Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum()
                : 0;
    }

    private static void empty(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
