package io.cam4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cam4j.ClassActivationMapper;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tests run with the artifact for the CPU, so CUDA cannot be had. */
class CudaTest {
    @TempDir
    Path folder;

    @Test
    void askingForCudaWithTheCpuArtifactNamesTheArtifactNeeded() {
        Path model = TestModel.linear(0, 32).write(folder);

        assertThatThrownBy(() -> OnnxClassActivationMapper.builder(model)
                        .session(SessionSettings.cuda(0))
                        .open())
                .isInstanceOf(ProviderUnavailableException.class)
                .hasMessageContaining("CUDA cannot be had")
                .hasMessageContaining("onnxruntime_gpu")
                .hasMessageContaining("orCpu()");
    }

    @Test
    void theCpuTakesOverWhereItMay() {
        Path model = TestModel.linear(0, 32).write(folder);

        try (ClassActivationMapper mapper = OnnxClassActivationMapper.builder(model)
                .session(SessionSettings.cuda(0).orCpu())
                .open()) {
            assertThat(mapper.provenance().provider()).isEqualTo("cpu");
            assertThat(mapper.explain(OnnxClassActivationMapperTest.image(1), 1).activations())
                    .hasSize(1);
        }
    }

    @Test
    void theWrongArtifactIsNamedFirst() {
        assertThat(new CudaDiagnosis(false, library -> false, true).describe("1.29.0", "failed"))
                .contains("onnxruntime_gpu:1.29.0 in its place");
    }

    @Test
    void aMissingDriverIsNamed() {
        assertThat(new CudaDiagnosis(true, library -> false, true).describe("1.29.0", "failed"))
                .contains("the NVIDIA driver is missing (libcuda.so.1 was not found)")
                .contains("CUDA 12 and cuDNN 9, which onnxruntime_gpu 1.29.0 needs, were not found: libcublasLt.so.12");
        assertThat(new CudaDiagnosis(true, library -> !library.equals("libcuda.so.1"), true).describe("1.29.0", "no"))
                .endsWith("install a driver for the GPU");
    }

    @Test
    void missingLibrariesAreNamed() {
        Set<String> present = Set.of("libcuda.so.1", "libcudart.so.12", "libcurand.so.10", "libcufft.so.11");

        assertThat(new CudaDiagnosis(true, present::contains, true).describe("1.29.0", "failed"))
                .contains("libcublasLt.so.12, libcublas.so.12, libcudnn.so.9");
    }

    @Test
    void whereNothingIsMissingTheRuntimeHasTheWord() {
        assertThat(new CudaDiagnosis(true, library -> true, true).describe("1.29.0", "device 7 is busy"))
                .contains("device 7 is busy");
        assertThat(new CudaDiagnosis(false, library -> false, false).describe("1.29.0", "no"))
                .contains("ONNX Runtime 1.29.0 says: no");
    }

    @Test
    void memoryLimitAndArenaAreTakenAndTheCpuMayStillTakeOver() {
        SessionSettings settings =
                SessionSettings.cuda(0).withGpuMemory(1L << 30).withTightArena().withThreads(1);
        Path model = TestModel.linear(0, 32).write(folder);

        assertThatThrownBy(() -> OnnxClassActivationMapper.builder(model)
                        .session(settings)
                        .open())
                .isInstanceOf(ProviderUnavailableException.class)
                .hasMessageContaining("onnxruntime_gpu");
        try (ClassActivationMapper mapper = OnnxClassActivationMapper.builder(model)
                .session(settings.orCpu())
                .open()) {
            assertThat(mapper.provenance().provider()).isEqualTo("cpu");
        }
    }

    @Test
    void oneCallerGetsAllCoresAndManyGetOneEach() {
        assertThat(SessionSettings.latency()).isEqualTo(SessionSettings.cpu());
        assertThat(SessionSettings.throughput()).isEqualTo(SessionSettings.cpu().withThreads(1));
    }

    @Test
    void settingsCheckTheirNumbers() {
        assertThatThrownBy(() -> SessionSettings.cuda(-1)).hasMessageContaining("got -1 and 0");
        assertThatThrownBy(() -> SessionSettings.cpu().withThreads(-2)).hasMessageContaining("got 0 and -2");
        assertThatThrownBy(() -> SessionSettings.cuda(0).withGpuMemory(-1)).hasMessageContaining("got -1");
    }
}
