package io.cam4j.render;

import io.cam4j.ClassActivation;
import java.awt.Font;
import java.awt.FontMetrics;
import java.text.BreakIterator;
import java.util.Locale;

/** Text on pictures: in whatever script, of whatever length, from whatever file. */
final class Lettering {
    private static final String LEFT_TO_RIGHT = "\u200E";
    private static final String ELLIPSIS = "…";
    private static final int MOST_CHARACTERS = 400; // wider than any picture's line, however narrow the letters

    private Lettering() {}

    /** Returns the machine's sans-serif; Java takes missing letters from other fonts. */
    static Font sans(int size) {
        return new Font(Font.SANS_SERIF, Font.PLAIN, size);
    }

    /** Does some lettering; not where the machine has no fonts: the picture is still worth having. */
    static void ifThereAreFonts(Runnable lettering) {
        try {
            lettering.run();
        } catch (InternalError | NoClassDefFoundError | RuntimeException e) {
            // a JDK without fonts throws these at the first string
        }
    }

    /** Returns a class's probability in percent. */
    static String percent(ClassActivation activation) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * activation.probability());
    }

    /** Returns a class's probability and name, in this order also where the name is written from right to left. */
    static String told(ClassActivation activation) {
        return LEFT_TO_RIGHT + percent(activation) + "  " + activation.name();
    }

    /** Returns the text in one line, without line ends, controls, and what would force its direction. */
    static String clean(String text) {
        StringBuilder clean = new StringBuilder();
        text.codePoints()
                .limit(MOST_CHARACTERS)
                .map(c -> Character.isWhitespace(c) || Character.isISOControl(c) ? ' ' : c)
                .filter(c -> !forcesDirection(c))
                .forEach(clean::appendCodePoint);
        return clean.toString().strip();
    }

    private static boolean forcesDirection(int c) {
        return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }

    /** Returns the text clean and cut to a width, between what readers take for letters. */
    static String fit(String text, FontMetrics metrics, int width) {
        String line = clean(text);
        if (text.length() <= MOST_CHARACTERS && metrics.stringWidth(line) <= width) {
            return line;
        }
        BreakIterator letters = BreakIterator.getCharacterInstance(Locale.ROOT);
        letters.setText(line);
        int fits = 0;
        for (int next = letters.first(); next != BreakIterator.DONE; next = letters.next()) {
            if (metrics.stringWidth(line.substring(0, next).strip() + ELLIPSIS) > width) {
                break;
            }
            fits = next;
        }
        return line.substring(0, fits).strip() + ELLIPSIS;
    }
}
