package io.cam4j.render.report;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A report open in a browser, and what it did there beside being shown. */
final class OpenPage implements AutoCloseable {
    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    private OpenPage(BrowserContext context) {
        this.context = context;
        page = context.newPage();
        page.onConsoleMessage(message -> complaints.add("console: " + message.text()));
        page.onPageError(error -> complaints.add("error: " + error));
        page.onDialog(dialog -> {
            complaints.add("dialog: " + dialog.message());
            dialog.dismiss();
        });
    }

    static OpenPage of(Chromium chromium, Path file, int width, int height, ColorScheme scheme) {
        OpenPage open = new OpenPage(chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, height)
                        .setColorScheme(scheme)));
        String address = file.toUri().toString();
        open.page.onRequest(request -> {
            if (!request.url().equals(address) && !request.url().startsWith("data:")) {
                open.complaints.add("request: " + request.url());
            }
        });
        open.page.navigate(address);
        // The first image is shown. A wait for a script's value would be evaluated as a string, which the page forbids.
        assertThat(open.find("#name")).not().hasText("");
        return open;
    }

    static OpenPage wide(Chromium chromium, Path file) {
        return of(chromium, file, 1440, 900, ColorScheme.LIGHT);
    }

    Page page() {
        return page;
    }

    Locator find(String selector) {
        return page.locator(selector);
    }

    /** Messages on the console, errors, dialogs, and requests for anything but the page itself. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** Moves the pointer to the middle of a pixel of the original. */
    void pointAt(int x, int y, int imageWidth, int imageHeight) {
        BoundingBox box = find("#picture").boundingBox();
        page.mouse().move(box.x + box.width * (x + 0.5) / imageWidth, box.y + box.height * (y + 0.5) / imageHeight);
    }

    String reading() {
        return find("#reading").textContent();
    }

    /** Returns a pixel of the canvas, 0xRRGGBB. */
    int pixel(int x, int y) {
        Object rgb = page.evaluate(
                "([x, y]) => { const [r, g, b] = document.getElementById('picture').getContext('2d').getImageData(x, y, 1, 1).data; return r << 16 | g << 8 | b; }",
                List.of(x, y));
        return ((Number) rgb).intValue();
    }

    /** Returns the red of all pixels of the canvas, row-major, 0 to 255. */
    List<Integer> reds() {
        Object reds = page.evaluate(
                "() => { const c = document.getElementById('picture'); return [...c.getContext('2d').getImageData(0, 0, c.width, c.height).data].filter((_, i) => i % 4 === 0); }");
        return ((List<?>) reds).stream().map(red -> ((Number) red).intValue()).toList();
    }

    /** Sets a slider or a list the way a person would be heard doing it. */
    void set(String id, String value) {
        find("#" + id)
                .evaluate(
                        "(element, value) => { element.value = value; element.dispatchEvent(new Event('input', {bubbles: true})); }",
                        value);
    }

    @Override
    public void close() {
        context.close();
    }
}
