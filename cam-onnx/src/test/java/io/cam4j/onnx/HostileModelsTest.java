package io.cam4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.cam4j.testing.Fork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A tampered model is refused with a CamModelException, or opens and explains: it never crashes the process, hangs, or
 * takes all memory. Each set runs in a process of its own, with a small heap.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "makes pipes and links, and reads /proc/self/status")
class HostileModelsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = "MANY_RANDOM", mode = EnumSource.Mode.EXCLUDE)
    void isRefusedOrOpens(HostileModels set) {
        assertThat(problems(set)).isEmpty();
    }

    @Test
    @Tag("soak")
    void isRefusedOrOpensFiftyThousandTimes() {
        assertThat(problems(HostileModels.MANY_RANDOM)).isEmpty();
    }

    private List<String> problems(HostileModels set) {
        List<String> problems = new ArrayList<>();
        List<String> flags =
                List.of("-Xmx256m", "-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=" + folder.resolve("crash.log"));
        int next = 0;
        while (next >= 0) {
            Fork.Result result =
                    Fork.java(HostileModelsProbe.class, flags, folder.toString(), set.name(), String.valueOf(next));
            List<String> lines = result.out().lines().toList();
            lines.stream()
                    .filter(line -> line.startsWith(HostileModelsProbe.WRONG))
                    .forEach(problems::add);
            next = next(result, lines, problems);
        }
        return problems;
    }

    /** Says which model ended the process, if it has not said so itself; returns the next one's number, -1 after the last. */
    private static int next(Fork.Result result, List<String> lines, List<String> problems) {
        assertThat(lines).as("lines of a process that said: %s", result.err()).isNotEmpty();
        String last = lines.get(lines.size() - 1);
        if (last.startsWith(HostileModelsProbe.DONE)) {
            return -1;
        }
        if (last.startsWith(HostileModelsProbe.BEGIN)) {
            problems.add("the process ended with %d: %s".formatted(result.exit(), last));
        }
        return Integer.parseInt(last.split("\t", -1)[1]) + 1;
    }
}
