package io.cam4j.render.report;

import com.microsoft.playwright.Page;
import java.util.List;

/** Text and ground, compared as WCAG 2.2 does (success criterion 1.4.3). */
final class Contrast {
    private static final String TOO_FAINT = """
            () => {
              const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
              const rgba = color => {
                canvas.clearRect(0, 0, 1, 1);
                canvas.fillStyle = color;
                canvas.fillRect(0, 0, 1, 1);
                return [...canvas.getImageData(0, 0, 1, 1).data];
              };
              const luminance = rgb => {
                const [r, g, b] = rgb.map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
              };
              const ground = element => {
                const color = rgba(getComputedStyle(element).backgroundColor);
                return color[3] === 255 || !element.parentElement ? color.slice(0, 3) : ground(element.parentElement);
              };
              const faint = [];
              const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              while (texts.nextNode()) {
                const element = texts.currentNode.parentElement;
                if (texts.currentNode.data.trim() && element.checkVisibility({visibilityProperty: true}) && element.closest("script, noscript, option") === null) {
                  const [one, other] = [rgba(getComputedStyle(element).color).slice(0, 3), ground(element)].map(luminance);
                  const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
                  if (ratio < 4.5) {
                    faint.push(`${texts.currentNode.data.trim()}: ${ratio.toFixed(2)}`);
                  }
                }
              }
              return faint;
            }
            """;

    private Contrast() {}

    /** Returns the texts whose contrast is less than 4.5, with it. */
    static List<?> tooFaint(Page page) {
        return (List<?>) page.evaluate(TOO_FAINT);
    }
}
