package io.cam4j.render.report;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.cam4j.Explanation;
import io.cam4j.Request;
import io.cam4j.heat.HeatMap;
import io.cam4j.heat.HeatPreset;
import io.cam4j.method.CamMethod;
import io.cam4j.method.Evidence;
import io.cam4j.method.MapRecipe;
import io.cam4j.method.Methods;
import io.cam4j.preprocessing.Preprocessing;
import io.cam4j.preprocessing.Resize;
import io.cam4j.render.Explained;
import io.cam4j.testing.TestPictures;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a page does in a browser. The classes' maps are 2 × 2: the first has 2 on the left and 0 on the right, the second 0
 * and 1, the third 0 everywhere; the photo is one gray, 20 × 10, which JPEG keeps as it is.
 */
class HtmlReportInBrowserTest {
    private static final int GRAY = 100;
    private static final BufferedImage PHOTO = TestPictures.flat(20, 10, GRAY);
    private static final Preprocessing STRETCHED = Preprocessing.builder(4, 4).build();
    private static final Preprocessing CROPPED =
            Preprocessing.builder(4, 4).crop(4).build();
    private static final String SCRIPT = "<script>alert(1)</script>";
    private static final String QUOTES = "\"'><img src=x onerror=alert(2)>.jpg";

    private static Chromium chromium;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void stop() {
        if (chromium != null) { // skipped
            chromium.close();
        }
    }

    @Test
    void namesAreShownAsTheyAreAndNothingRunsOrLeavesThePage() throws IOException {
        Explanation hostile = Explained.of(PHOTO, STRETCHED, List.of(SCRIPT, QUOTES, "c"));
        Path file = report(page -> {
            page.add(hostile, PHOTO, QUOTES);
            page.add(hostile, PHOTO, "b.jpg", folder.resolve(SCRIPT));
            page.addFailure(SCRIPT, QUOTES);
        });
        try (OpenPage open = OpenPage.wide(chromium, file)) {
            assertThat(open.find("#name")).hasText(QUOTES);
            assertThat(open.find("#classes bdi")).hasText(new String[] {SCRIPT, QUOTES, "c"});
            assertThat(open.find("tbody th")).hasText(new String[] {QUOTES, "b.jpg", SCRIPT});
            open.find("tbody button").nth(1).click();
            assertThat(open.find("#name")).hasText("b.jpg");
            assertThat(open.find("img[onerror], [src=x]")).hasCount(0);
            assertThat(open.complaints()).isEmpty();
        }
    }

    @Test
    void evenIfMarkupSlippedInItWouldStayDead() throws IOException {
        Path file = report(HtmlReportInBrowserTest::dog);
        String html = Files.readString(file);
        Files.writeString(
                file,
                html.replace(
                        "<bdi>dog.jpg</bdi>",
                        "<script>document.title = 'run'</script><img src='http://localhost:9/x' onerror='document.title = 1'>"));
        try (OpenPage open = OpenPage.wide(chromium, file)) {
            assertThat(open.find("#name")).hasText("dog.jpg");
            assertThat(open.page()).hasTitle("fake.onnx, 1 image");
            assertThat(open.complaints())
                    .filteredOn(complaint -> complaint.startsWith("console"))
                    .hasSize(3) // script, picture, and what it would do on failing
                    .allMatch(complaint -> complaint.contains("violates the following Content Security Policy"));
        }
    }

    @Test
    void thePointerReadsTheMapInLogits() throws IOException {
        try (OpenPage open = OpenPage.wide(chromium, report(HtmlReportInBrowserTest::dog))) {
            assertThat(open.find("#reading")).hasText("Peak 2.00 logits in row 1, column 1");
            // pixel 9's centre stands at 9.5 / 20 of the way, at 9.5 / 10 − 0.5 = 0.45 in cells: 2 · 0.55
            open.pointAt(9, 7, 20, 10);
            assertThat(open.reading()).isEqualTo("1.10 logits at pixel 9, 7 · row 2, column 1: 2.00");
            open.pointAt(19, 0, 20, 10);
            assertThat(open.reading()).isEqualTo("0.00 logits at pixel 19, 0 · row 1, column 2: 0.00");

            open.find("#classes input").nth(1).check();
            open.pointAt(9, 7, 20, 10);
            assertThat(open.reading()).isEqualTo("0.450 logits at pixel 9, 7 · row 2, column 1: 0.000");

            open.set("cells", "plain");
            assertThat(open.reading()).isEqualTo("0.000 logits at pixel 9, 7 · row 2, column 1: 0.000");
        }
    }

    @Test
    void whatWasCroppedAwayHasNeitherHeatNorValue() throws IOException {
        // scaled to 8 × 4, of which the middle 4 × 4 are seen: pixels 5 to 14 of 20
        Explanation cropped = Explained.of(PHOTO, CROPPED);
        try (OpenPage open = OpenPage.wide(chromium, report(page -> page.add(cropped, PHOTO, "dog.jpg")))) {
            open.set("opacity", "100");
            assertThat(open.find("#seen")).isVisible();
            assertThat(open.pixel(4, 5)).isEqualTo(0x010101 * GRAY);
            assertThat(open.pixel(15, 5)).isEqualTo(0x010101 * GRAY);
            assertThat(open.pixel(5, 5)).isEqualTo(0x800000); // the last of OpenCV's JET
            assertThat(open.pixel(14, 5)).isEqualTo(0x000080); // its first

            open.pointAt(4, 5, 20, 10);
            assertThat(open.reading()).isEqualTo("The network did not look here");
            // (9.5 · 0.4 − 2) / 4 · 2 − 0.5 = 0.4 in cells: 2 · 0.6
            open.pointAt(9, 2, 20, 10);
            assertThat(open.reading()).isEqualTo("1.20 logits at pixel 9, 2 · row 1, column 1: 2.00");
        }
    }

    @Test
    void heatLiesWhereTheLibraryPutsIt() throws IOException {
        for (Preprocessing recipe : List.of(
                Preprocessing.builder(7, 5).build(),
                Preprocessing.builder(7, 5).crop(9).build(),
                Preprocessing.builder(7, 5).resize(Resize.LETTERBOX).build())) {
            for (BufferedImage photo : List.of(TestPictures.flat(61, 38, GRAY), TestPictures.flat(38, 61, GRAY))) {
                Explanation explanation =
                        Explained.of(photo, recipe, Request.top(1).by(fixed("mine", 0.3f, -1.2f, 2.5f, 0.9f)));
                HeatMap heat = HeatMap.of(explanation.top(), HeatPreset.MIN_MAX);
                Path file = report("page.html", page -> page.add(explanation, photo, "dog.jpg"));
                try (OpenPage open = OpenPage.wide(chromium, file)) {
                    open.set("colors", "gray");
                    open.set("opacity", "100");
                    assertHeat(open.reds(), heat);
                }
                Files.delete(file);
            }
        }
    }

    /** The page computes in double what the library does in float: a level may round the other way. */
    private static void assertHeat(List<Integer> reds, HeatMap heat) {
        for (int i = 0; i < reds.size(); i++) {
            int x = i % heat.width();
            int y = i / heat.width();
            boolean seen = heat.seen().contains(x, y);
            assertThat(reds.get(i)).as("%d, %d", x, y).isCloseTo(seen ? heat.level(x, y) : GRAY, within(seen ? 1 : 0));
        }
    }

    @Test
    void opacityBlendsPhotoAndHeat() throws IOException {
        try (OpenPage open = OpenPage.wide(chromium, report(HtmlReportInBrowserTest::dog))) {
            open.set("opacity", "0");
            assertThat(open.pixel(9, 5)).isEqualTo(0x010101 * GRAY);
            // level round(255 · 0.55) = 140; OpenCV's JET there is (178, 255, 78)
            open.set("opacity", "100");
            assertThat(open.pixel(9, 5)).isEqualTo(178 << 16 | 255 << 8 | 78);
            // halfway: (139, 177.5, 89), which a canvas rounds half to even
            open.set("opacity", "50");
            assertThat(open.pixel(9, 5)).isEqualTo(139 << 16 | 178 << 8 | 89);
            assertThat(open.find("#percent")).hasText("50 %");
        }
    }

    @Test
    void anotherClassColorMapOrScaleChangesThePicture() throws IOException {
        try (OpenPage open = OpenPage.wide(chromium, report(HtmlReportInBrowserTest::dog))) {
            open.set("opacity", "100");
            assertThat(open.pixel(0, 0)).isEqualTo(0x800000);
            open.find("#classes input").nth(1).check();
            assertThat(open.pixel(0, 0)).isEqualTo(0x000080);
            assertThat(open.pixel(19, 0)).isEqualTo(0x800000);

            open.set("colors", "gray");
            assertThat(open.pixel(19, 0)).isEqualTo(0xffffff);
            open.set("range", "shared"); // 0 to 2: the second class's 1 is level round(127.5)
            assertThat(open.pixel(19, 0)).isEqualTo(0x808080);
            assertThat(open.find("#most")).hasText("2.00");
            open.set("colors", "rdbu_r"); // 0 in the middle: from −2 on
            assertThat(open.find("#least")).hasText("−2.00");
        }
    }

    @Test
    void ofSeveralMethodsOneIsShownAndOnlyCamSpeaksOfLogits() throws IOException {
        CamMethod mine = fixed("mine", 10, 20, 30, 40);
        Explanation both = Explained.of(PHOTO, STRETCHED, Request.top(3).by(Methods.cam(), mine));
        try (OpenPage open = OpenPage.wide(chromium, report(page -> page.add(both, PHOTO, "dog.jpg")))) {
            assertThat(open.find("#reading")).hasText("Peak 2.00 logits in row 1, column 1");
            open.set("method", "mine");
            assertThat(open.find("#reading")).hasText("Peak 40.0 in row 2, column 2");
            open.set("opacity", "100");
            assertThat(open.pixel(0, 0)).isEqualTo(0x000080);
            assertThat(open.pixel(19, 9)).isEqualTo(0x800000);
        }
        try (OpenPage open = OpenPage.wide(chromium, report("one.html", HtmlReportInBrowserTest::dog))) {
            assertThat(open.find("#method")).isHidden();
        }
    }

    @Test
    void aFlatMapSaysSo() throws IOException {
        try (OpenPage open = OpenPage.wide(chromium, report(HtmlReportInBrowserTest::dog))) {
            open.find("#classes input").nth(2).check();

            assertThat(open.find("#reading")).hasText("Flat map, 0.00 logits everywhere: no place stands out");
            assertThat(open.find("#cell")).isHidden();
        }
    }

    @Test
    void theArrowKeysGoFromCellToCell() throws IOException {
        try (OpenPage open = OpenPage.wide(chromium, report(HtmlReportInBrowserTest::dog))) {
            open.find("#picture").focus();
            open.page().keyboard().press("ArrowRight");
            assertThat(open.find("#reading")).hasText("0.00 logits at pixel 15, 2 · row 1, column 2: 0.00");
            open.page().keyboard().press("ArrowDown");
            open.page().keyboard().press("ArrowDown");
            assertThat(open.find("#reading")).hasText("0.00 logits at pixel 15, 7 · row 2, column 2: 0.00");
            open.page().keyboard().press("Home");
            // the centre of cell 1 lies between two pixels; that of pixel 5 stands 0.05 cells behind it
            assertThat(open.find("#reading")).hasText("1.90 logits at pixel 5, 7 · row 2, column 1: 2.00");
            open.page().keyboard().press("Escape");
            assertThat(open.find("#reading")).hasText("Peak 2.00 logits in row 1, column 1");
        }
    }

    @Test
    void theTableIsOneStopForTheTabKeyAndTheArrowsChooseInIt() throws IOException {
        try (OpenPage open = OpenPage.wide(chromium, report(HtmlReportInBrowserTest::three))) {
            open.find("#filter input").focus();
            for (int heads = 0; heads < 5; heads++) {
                open.page().keyboard().press("Tab");
            }
            open.page().keyboard().press("Tab");
            assertThat(open.find("tbody button").first()).isFocused();
            open.page().keyboard().press("ArrowDown");
            assertThat(open.find("tbody button").nth(1)).isFocused();
            assertThat(open.find("#name")).hasText("file 2.jpg");
            open.page().keyboard().press("End");
            assertThat(open.find("#name")).hasText("file 10.jpg");
            assertThat(open.find("tbody [aria-current]")).hasText("file 10.jpg");
            open.page().keyboard().press("Tab");
            assertThat(open.find("#picture")).isFocused();
        }
    }

    @Test
    void columnsSortBothWaysAndWhatFailedStaysLast() throws IOException {
        Path file = report(page -> {
            page.addFailure("broken.jpg", "damaged");
            three(page);
        });
        try (OpenPage open = OpenPage.wide(chromium, file)) {
            Locator names = open.find("tbody th");
            Locator byFile = open.find("thead button").first();
            byFile.click();
            assertThat(names).hasText(new String[] {"file 1.jpg", "file 2.jpg", "file 10.jpg", "broken.jpg"});
            assertThat(open.find("thead th").first()).hasAttribute("aria-sort", "ascending");
            byFile.click();
            assertThat(names).hasText(new String[] {"file 10.jpg", "file 2.jpg", "file 1.jpg", "broken.jpg"});
            assertThat(open.find("thead th").first()).hasAttribute("aria-sort", "descending");

            open.find("thead button").nth(2).click(); // probability: all the same, so the order stays
            assertThat(names).hasText(new String[] {"file 10.jpg", "file 2.jpg", "file 1.jpg", "broken.jpg"});
            assertThat(open.find("thead [aria-sort]")).hasText("Probability");
        }
    }

    @Test
    void theFilterLeavesWhatMatches() throws IOException {
        try (OpenPage open = OpenPage.wide(chromium, report(HtmlReportInBrowserTest::three))) {
            open.find("#filter input").fill("FILE 1");

            assertThat(open.find("tbody tr:visible")).hasCount(2);
            assertThat(open.find("#matches")).hasText("2 of 3");
        }
    }

    @Test
    void onANarrowScreenTableAndImageTakeTurns() throws IOException {
        Path file = report(HtmlReportInBrowserTest::three);
        try (OpenPage open = OpenPage.of(chromium, file, 360, 740, ColorScheme.LIGHT)) {
            assertThat(open.find("#detail")).isHidden();
            open.find("tbody button").nth(1).click();
            assertThat(open.find("#list")).isHidden();
            assertThat(open.find("#name")).isFocused();
            open.find("#back").click();
            assertThat(open.find("#detail")).isHidden();
            assertThat(open.find("tbody button").nth(1)).isFocused();
            assertThat(overflow(open)).isEqualTo(0);
        }
    }

    @Test
    void oneImageHasNoTable() throws IOException {
        try (OpenPage open = OpenPage.wide(chromium, report(HtmlReportInBrowserTest::dog))) {
            assertThat(open.find("#list")).isHidden();
            assertThat(open.find("#back")).isHidden();
            assertThat(open.find("#picture")).isVisible();
        }
    }

    @Test
    void darkIsWhatTheSystemHasUntilTheReaderSaysOtherwise() throws IOException {
        Path file = report(HtmlReportInBrowserTest::three);
        try (OpenPage light = OpenPage.wide(chromium, file);
                OpenPage dark = OpenPage.of(chromium, file, 1440, 900, ColorScheme.DARK)) {
            Object paper = background(light);
            Object night = background(dark);
            assertThat(night).isNotEqualTo(paper);
            assertThat(dark.find("#theme")).hasAttribute("aria-pressed", "true");

            dark.find("#theme").click();
            light.find("#theme").click();

            assertThat(background(dark)).isEqualTo(paper);
            assertThat(background(light)).isEqualTo(night);
        }
    }

    @Test
    void everyControlHasANameAndEveryTextContrast() throws IOException {
        Path file = report(page -> {
            three(page);
            page.addFailure("broken.jpg", "damaged");
        });
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            try (OpenPage open = OpenPage.of(chromium, file, 1440, 900, scheme)) {
                open.find("summary").click();
                assertThat(open.find("#name")).hasText("file 1.jpg");

                List<String> controls = open.page()
                        .locator("body")
                        .ariaSnapshot()
                        .lines()
                        .map(String::strip)
                        .filter(line ->
                                line.matches("- '?(button|link|searchbox|slider|combobox|radio|application|table).*"))
                        .toList();
                assertThat(controls).hasSizeGreaterThan(15).allMatch(line -> line.contains("\""));
                assertThat(Contrast.tooFaint(open.page())).isEmpty();
            }
        }
    }

    @Test
    void withoutScriptsTheTableStands() throws IOException {
        Path file = report(HtmlReportInBrowserTest::three);
        Page page = chromium.browser()
                .newContext(new com.microsoft.playwright.Browser.NewContextOptions().setJavaScriptEnabled(false))
                .newPage();
        page.navigate(file.toUri().toString());

        assertThat(page.locator("tbody tr:visible")).hasCount(3);
        assertThat(page.locator("tbody img").first()).isVisible();
        assertThat(page.locator("noscript")).isVisible();
        assertThat(page.locator("#detail")).isHidden();
        page.context().close();
    }

    private static CamMethod fixed(String name, float... values) {
        return new CamMethod() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public MapRecipe map(Evidence evidence) {
                return MapRecipe.values(values.clone());
            }
        };
    }

    private static Object overflow(OpenPage open) {
        return open.page().evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    }

    private static Object background(OpenPage open) {
        return open.page().evaluate("getComputedStyle(document.body).backgroundColor");
    }

    private interface Content {
        void addTo(HtmlReport page) throws IOException;
    }

    private static void dog(HtmlReport page) throws IOException {
        page.add(Explained.of(PHOTO, STRETCHED), PHOTO, "dog.jpg");
    }

    private static void three(HtmlReport page) throws IOException {
        for (String name : List.of("file 1.jpg", "file 2.jpg", "file 10.jpg")) {
            page.add(Explained.of(PHOTO, STRETCHED), PHOTO, name);
        }
    }

    private Path report(Content content) throws IOException {
        return report("report.html", content);
    }

    private Path report(String name, Content content) throws IOException {
        Path file = folder.resolve(name);
        try (HtmlReport page = HtmlReport.builder(file).start()) {
            content.addTo(page);
            page.finish();
        }
        return file;
    }
}
