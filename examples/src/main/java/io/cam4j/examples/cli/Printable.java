package io.cam4j.examples.cli;

import java.util.regex.Pattern;

/** Text from files, models and names, made safe for a terminal. */
final class Printable {
    /** Control characters could move the cursor; marks of direction could show a name backwards. */
    private static final Pattern UNSAFE =
            Pattern.compile("[\\p{Cc}&&[^\\n]]|[\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]");

    private Printable() {}

    static String of(String text) {
        return UNSAFE.matcher(text).replaceAll("?");
    }

    /** As {@link #of}, on one line. */
    static String line(String text) {
        return of(text.replace('\n', ' '));
    }
}
