package io.cam4j.render.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.cam4j.testing.Npy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyFileTest {
    @TempDir
    private Path folder;

    @Test
    void bytesAreThoseOfNumPy() throws IOException {
        Path file = folder.resolve("a.npy");

        NpyFile.write(file, new float[] {1f, -2f}, 2);

        byte[] bytes = Files.readAllBytes(file);
        // numpy.save of numpy.array([1, -2], '<f4'), NumPy 1.24: 6 + 2 + 2 + 118 bytes before the values
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }";
        assertThat(bytes).hasSize(128 + 8).startsWith(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0);
        assertThat(new String(bytes, 10, 118, StandardCharsets.US_ASCII))
                .isEqualTo(header + " ".repeat(117 - header.length()) + "\n");
        assertThat(bytes).endsWith(0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0);
    }

    @Test
    void shapesOfSeveralAxesComeBack() throws IOException {
        Path file = folder.resolve("b.npy");
        float[] values = {1, 2, 3, 4, 5, 6};

        NpyFile.write(file, values, 1, 2, 3);

        assertThat(Npy.read(file).shape()).containsExactly(1, 2, 3);
        assertThat(Npy.read(file).floats()).isEqualTo(values);
    }
}
