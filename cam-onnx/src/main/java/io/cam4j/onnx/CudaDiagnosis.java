package io.cam4j.onnx;

import ai.onnxruntime.OrtEnvironment;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Why CUDA cannot be had here. ONNX Runtime itself only says "failed to load shared library". */
final class CudaDiagnosis {
    private static final String PROVIDER_LIBRARY = "/ai/onnxruntime/native/linux-x64/libonnxruntime_providers_cuda.so";
    private static final String DRIVER = "libcuda.so.1";
    /** What the CUDA provider of ONNX Runtime 1.29 is linked with. */
    private static final List<String> LIBRARIES = List.of(
            "libcublasLt.so.12",
            "libcublas.so.12",
            "libcurand.so.10",
            "libcufft.so.11",
            "libcudart.so.12",
            "libcudnn.so.9");

    private static final List<String> USUAL_FOLDERS = List.of(
            "/usr/local/cuda/lib64",
            "/usr/local/nvidia/lib64",
            "/usr/lib/x86_64-linux-gnu",
            "/lib/x86_64-linux-gnu",
            "/usr/lib64",
            "/usr/lib/wsl/lib",
            "/usr/lib");

    private final boolean artifactHasCuda;
    private final Predicate<String> present;
    private final boolean linux;

    CudaDiagnosis(boolean artifactHasCuda, Predicate<String> present, boolean linux) {
        this.artifactHasCuda = artifactHasCuda;
        this.present = present;
        this.linux = linux;
    }

    static CudaDiagnosis ofThisMachine() {
        List<Path> folders = libraryFolders();
        return new CudaDiagnosis(
                OrtEnvironment.class.getResource(PROVIDER_LIBRARY) != null,
                library -> folders.stream().anyMatch(folder -> Files.exists(folder.resolve(library))),
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux"));
    }

    /** Returns what is missing and what to do, one sentence or two. */
    String describe(String runtimeVersion, String failure) {
        if (linux && !artifactHasCuda) {
            return "the artifact com.microsoft.onnxruntime:onnxruntime on the class path has no CUDA; put com.microsoft.onnxruntime:onnxruntime_gpu:%s in its place"
                    .formatted(runtimeVersion);
        }
        List<String> missing =
                linux ? LIBRARIES.stream().filter(present.negate()).toList() : List.of();
        String libraries = missing.isEmpty()
                ? ""
                : "libraries of CUDA 12 and cuDNN 9, which onnxruntime_gpu %s needs, were not found: %s; install them, or name their folder in LD_LIBRARY_PATH"
                        .formatted(runtimeVersion, String.join(", ", missing));
        if (linux && !present.test(DRIVER)) {
            return "the NVIDIA driver is missing (%s was not found); install a driver for the GPU%s"
                    .formatted(DRIVER, missing.isEmpty() ? "" : ". Also " + libraries);
        }
        if (!missing.isEmpty()) {
            return libraries;
        }
        return "ONNX Runtime %s says: %s; it needs the artifact onnxruntime_gpu, an NVIDIA driver, CUDA 12 and cuDNN 9"
                .formatted(runtimeVersion, failure);
    }

    private static List<Path> libraryFolders() {
        List<String> names = new ArrayList<>(USUAL_FOLDERS);
        for (String list : new String[] {System.getenv("LD_LIBRARY_PATH"), System.getProperty("java.library.path")}) {
            if (list != null) {
                names.addAll(Arrays.asList(list.split(File.pathSeparator, -1)));
            }
        }
        List<Path> folders = new ArrayList<>();
        for (String name : names) {
            try {
                folders.add(Path.of(name));
            } catch (InvalidPathException e) {
                // what cannot be a folder holds no library
            }
        }
        return folders;
    }
}
