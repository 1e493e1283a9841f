package io.cam4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A runtime whose optimizations lose a tensor is played by an opening that fails. */
class OptimizationsTest {
    @TempDir
    Path folder;

    private final List<OptLevel> tried = new ArrayList<>();

    @Test
    void aModelThatOpensIsOpenedOnce() throws OrtException {
        Path model = TestModel.linear(0, 16).write(folder);

        try (OrtSession session = Optimizations.open(model, OptLevel.ALL_OPT, level -> opened(model, level))) {
            assertThat(session.getOutputNames()).contains("features");
        }
        assertThat(tried).containsExactly(OptLevel.ALL_OPT);
    }

    @Test
    void aModelThatFailsOptimizedRunsAsItIsWritten() throws OrtException {
        Path model = TestModel.linear(0, 16).write(folder);

        try (OrtSession session = Optimizations.open(model, OptLevel.ALL_OPT, level -> {
            if (level != OptLevel.NO_OPT) {
                tried.add(level);
                throw new OrtException("the output 'features' was fused away");
            }
            return opened(model, level);
        })) {
            assertThat(session.getOutputNames()).contains("features");
        }
        assertThat(tried).containsExactly(OptLevel.ALL_OPT, OptLevel.NO_OPT);
    }

    @Test
    void aModelThatOpensAtNoLevelFailsAsItDidFirst() {
        assertThatThrownBy(() -> Optimizations.open(folder, OptLevel.EXTENDED_OPT, level -> {
                    throw new OrtException("no kernel, level " + level);
                }))
                .isInstanceOf(OrtException.class)
                .hasMessageContaining("no kernel, level EXTENDED_OPT");
    }

    private OrtSession opened(Path model, OptLevel level) throws OrtException {
        tried.add(level);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizationLevel(level);
            return Runtimes.environment().createSession(model.toString(), options);
        }
    }
}
