package io.cam4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cam4j.CamModelException;
import io.cam4j.network.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hash is that of "abc" in FIPS 180-2, appendix B.1. */
class ModelHashTest {
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private final Queue<Runnable> waiting = new ArrayDeque<>();

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("abc"), "abc");
    }

    private ModelHash started(Executor background) {
        ModelHash hash = new ModelHash(file, background);
        hash.start();
        return hash;
    }

    private static String sha256(ModelHash hash) {
        return ModelFile.from("abc", hash.value()).sha256();
    }

    @Test
    void comesFromTheBackground() {
        ModelHash hash = started(waiting::add);
        assertThat(hash.value()).isNotDone();

        waiting.remove().run();

        assertThat(hash.value()).isCompletedWithValue(ABC);
    }

    @Test
    void whoAsksBeforeItsTurnDoesNotWaitForIt() {
        ModelHash hash = started(waiting::add);

        assertThat(sha256(hash)).isEqualTo(ABC);

        waiting.remove().run();
        assertThat(sha256(hash)).isEqualTo(ABC);
    }

    @Test
    void isThatOfAFileDeletedBeforeItsTurn() throws IOException {
        ModelHash hash = started(waiting::add);
        Files.delete(file);

        assertThat(sha256(hash)).isEqualTo(ABC);
    }

    @Test
    void anInterruptOfWhoAsksDoesNotSpoilIt() {
        ModelHash hash = started(waiting::add);
        Thread.currentThread().interrupt();
        try {
            assertThat(sha256(hash)).isEqualTo(ABC);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void isSaidToBeMissingWhereTheFileIsGoneAtTheStart() throws IOException {
        Files.delete(file);
        ModelHash hash = started(waiting::add);

        assertThatThrownBy(() -> sha256(hash))
                .isInstanceOf(CamModelException.class)
                .hasMessageContaining("could not be read to its end for its hash");
    }

    @Test
    void whoStartsOneTooManyComputesItAtOnce() throws InterruptedException {
        Executor background = ModelHash.background();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        background.execute(() -> {
            begun.countDown();
            await(end);
        });
        begun.await();
        try {
            for (int i = 0; i < ModelHash.MOST_WAITING; i++) {
                assertThat(started(background).value()).isNotDone();
            }

            assertThat(started(background).value()).isCompletedWithValue(ABC);
        } finally {
            end.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
