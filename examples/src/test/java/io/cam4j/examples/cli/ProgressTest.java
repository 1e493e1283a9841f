package io.cam4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cam4j.ClassActivationMapper;
import io.cam4j.Request;
import io.cam4j.TrialPart;
import io.cam4j.examples.demo.DemoModel;
import io.cam4j.heat.HeatPreset;
import io.cam4j.method.Methods;
import io.cam4j.render.results.ExplanationWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressTest {
    private static final int WIDTH = 160;

    private final List<String> shown = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    private Progress start(int images) {
        return Progress.start(images, new DelegatingProgressBarConsumer(shown::add, WIDTH));
    }

    /** What stood there when all ended, before it was cleared; until then a timer decides what is shown. */
    private String last() {
        List<String> lines = shown.stream().filter(line -> !line.isBlank()).toList();
        return lines.get(lines.size() - 1);
    }

    @Test
    void imagesThatAreDoneMoveTheBar() {
        try (Progress progress = start(4)) {
            progress.step();
        }
        assertThat(last()).contains(" 25% ").contains(" 1/4 images ");
    }

    @Test
    void trialsMoveTheBarWithinAnImage() {
        try (Progress progress = start(2)) {
            progress.step();
            // the third of four parts, a tenth of it done: 2.1 quarters of the second image
            assertThat(progress.goesOn(new TrialPart("rise", "layer3", 3, 4), 400, 4000))
                    .isTrue();
        }
        assertThat(last()).contains(" 76% ").contains(" 1/2 images (").endsWith(" rise at layer3: 400 of 4,000 runs");
    }

    @Test
    void aRunOfTheCommandLineTellsHowFarItsTrialsAre() throws IOException {
        Workplace place = Workplace.in(folder);
        StringWriter out = new StringWriter();
        try (ClassActivationMapper mapper = DemoModel.open()) {
            Request request = Request.top(1).by(Methods.rise(10, 3, 0.5, 1));
            ExplainRun run = new ExplainRun(
                    mapper,
                    request,
                    ExplanationWriter.of(HeatPreset.MIN_MAX),
                    RunReport.none(),
                    place.out(),
                    Timings.start(),
                    new PrintWriter(out),
                    new PrintWriter(out));

            assertThat(run.over(List.of(new ImageInput(place.picture(), "scene")), start(1)))
                    .isZero();
        }
        assertThat(last()).contains("100%").endsWith(" rise: 10 of 10 runs");
        assertThat(out.toString()).doesNotContain("explaining");
    }
}
