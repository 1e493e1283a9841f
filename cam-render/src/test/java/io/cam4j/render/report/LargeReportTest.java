package io.cam4j.render.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.cam4j.Explanation;
import io.cam4j.render.Explained;
import io.cam4j.testing.TestPictures;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeReportTest {
    private static final int IMAGES = 1000;
    private static final int WIDTH = 480;
    private static final int HEIGHT = 360;

    /** When what a reader sees was painted, when the page was read to its end, and how far things moved meanwhile. */
    private static final String TIMES = """
            async () => {
              const shifts = [];
              new PerformanceObserver(list => shifts.push(...list.getEntries())).observe({type: "layout-shift", buffered: true});
              await new Promise(resolve => setTimeout(resolve, 300));
              return [
                performance.getEntriesByName("first-contentful-paint")[0].startTime,
                performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd,
                shifts.reduce((sum, shift) => sum + shift.value, 0),
              ].map(String);
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void aThousandImagesAreSeenWithinTwoSecondsAndNothingMoves() throws IOException {
        try (Chromium chromium = Chromium.start();
                OpenPage open = OpenPage.wide(chromium, thousandImages())) {
            open.find("#picture").waitFor();
            double[] times = ((List<?>) open.page().evaluate(TIMES))
                    .stream()
                            .mapToDouble(time -> Double.parseDouble(String.valueOf(time)))
                            .toArray();

            assertThat(times[0]).as("milliseconds to the first paint").isLessThan(2000);
            assertThat(times[2]).as("layout shift").isLessThan(0.01);
            assertThat(open.find("tbody tr").count()).isEqualTo(IMAGES);
            assertThat(open.complaints()).isEmpty();
        }
    }

    private Path thousandImages() throws IOException {
        BufferedImage photo = photo();
        Explanation explanation = Explained.of(photo);
        Path file = folder.resolve("report.html");
        try (HtmlReport page = HtmlReport.builder(file).start()) {
            for (int i = 0; i < IMAGES; i++) {
                page.add(explanation, photo, "photo %d.jpg".formatted(i));
            }
            page.finish();
        }
        return file;
    }

    /** Waves and a little noise: as JPEG some 30 KB, as photos of this size are. */
    private static BufferedImage photo() {
        int[] pixels = TestPictures.noise(7, WIDTH * HEIGHT);
        for (int i = 0; i < pixels.length; i++) {
            double x = i % WIDTH;
            double y = (double) (i - i % WIDTH) / WIDTH;
            int noise = pixels[i] & 0xf;
            int red = (int) (110 + 90 * Math.sin(x / 31) * Math.cos(y / 23)) + noise;
            int green = (int) (110 + 90 * Math.sin(x / 17 + y / 41)) + noise;
            int blue = (int) (110 + 90 * Math.cos(x / 53 - y / 19)) + noise;
            pixels[i] = red << 16 | green << 8 | blue;
        }
        return TestPictures.of(WIDTH, HEIGHT, pixels);
    }
}
