package io.cam4j.render.results;

import java.util.regex.Pattern;

/** The names of a result's files. */
public final class ResultFiles {
    /** How the explanation was made, and its numbers. */
    public static final String EXPLANATION = "explanation.json";

    /** The logits of all classes, shape [K]. */
    public static final String LOGITS = "logits.npy";

    /** The raw maps, shape [k, h, w]. */
    public static final String MAPS = "maps.npy";

    private static final Pattern OURS =
            Pattern.compile("explanation\\.json|logits\\.npy|maps\\.npy|(heatmap|overlay)-[0-9]+\\.png");

    private ResultFiles() {}

    static String heatMap(int rank) {
        return "heatmap-" + rank + ".png"; // digits as everywhere, whatever the locale
    }

    /** Returns the name of the photo with the heat of the class of a rank over it. */
    public static String overlay(int rank) {
        return "overlay-" + rank + ".png";
    }

    /** Returns whether a file of this name may be one of an earlier result, and not somebody's own. */
    static boolean isOurs(String name) {
        return OURS.matcher(name).matches();
    }
}
