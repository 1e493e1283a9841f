package io.cam4j.render.report;

import io.cam4j.ClassActivation;
import io.cam4j.Explanation;
import java.io.IOException;
import java.util.Locale;

/** A row of the page's table. It stands there without scripts too. */
final class TableRow {
    private static final String NUMBER = "number";

    private TableRow() {}

    /**
     * Returns the row of an image's first class.
     *
     * @param picture what stands in front
     */
    static String of(int number, String name, Explanation explanation, ReportPhoto picture) throws IOException {
        ClassActivation first = explanation.top();
        Completeness completeness = Completeness.of(first, explanation.logits());
        Markup row = new Markup().open("tr", "data-image", String.valueOf(number));
        row.open("td", "class", "thumb")
                .single(
                        "img",
                        "src",
                        picture.dataUrl(),
                        "width",
                        String.valueOf(picture.width()),
                        "height",
                        String.valueOf(picture.height()),
                        "alt",
                        "",
                        "decoding",
                        "async")
                .close();
        row.open("th", "scope", "row")
                .open("button", "type", "button", "class", "open")
                .element("bdi", name)
                .close()
                .close();
        row.open("td", "class", "class").element("bdi", first.name()).close();
        probability(row, first.probability());
        row.element(
                "td",
                String.format(Locale.ROOT, "%.2f", first.logit()),
                "class",
                NUMBER + " logit",
                "data-value",
                "" + first.logit());
        row.open("td", "class", "completeness", "data-value", "" + first.completenessError())
                .element("span", completeness.label(), "class", "badge " + completeness.label())
                .close();
        return row.close().toString();
    }

    private static void probability(Markup row, float probability) {
        row.open("td", "class", NUMBER + " probability", "data-value", "" + probability)
                .element("span", percent(probability))
                .open("svg", "viewBox", "0 0 100 1", "preserveAspectRatio", "none", "aria-hidden", "true")
                .element("rect", "", "width", String.format(Locale.ROOT, "%.1f", 100 * probability), "height", "1")
                .close()
                .close();
    }

    private static String percent(float probability) {
        return probability > 0 && probability < 0.0005
                ? "< 0.1 %"
                : String.format(Locale.ROOT, "%.1f %%", 100 * probability);
    }

    /** Returns the row of an image that could not be explained. */
    static String failed(int number, String name, String reason) {
        return noted(number, name)
                .element("span", "failed", "class", "badge failed")
                .text(" ")
                .element("bdi", reason)
                .close()
                .close()
                .toString();
    }

    /** Returns the row of an image in which no class was above the threshold asked for. */
    static String empty(int number, String name) {
        return noted(number, name)
                .text("no class was above the threshold asked for")
                .close()
                .close()
                .toString();
    }

    private static Markup noted(int number, String name) {
        return new Markup()
                .open("tr", "data-image", String.valueOf(number), "class", "noted")
                .element("td", "", "class", "thumb")
                .open("th", "scope", "row")
                .element("bdi", name)
                .close()
                .open("td", "colspan", "4");
    }
}
