package io.cam4j.render.results;

import io.cam4j.method.CamMethod;
import io.cam4j.method.Methods;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The names of a result's files. Those of the first method bear no method's name, those of the others do. */
public final class ResultFiles {
    /** How the explanation was made, and its numbers. */
    public static final String EXPLANATION = "explanation.json";

    /** The logits of all classes, shape [K]. */
    public static final String LOGITS = "logits.npy";

    /** The raw maps, shape [k, h, w]. */
    public static final String MAPS = "maps.npy";

    /** The overlays side by side. */
    public static final String SHEET = "sheet.png";

    private static final Pattern OURS = Pattern.compile(
            "explanation\\.json|sheet\\.png|logits\\.npy|maps(-%1$s)?\\.npy|(heatmap|overlay)(-%1$s)?-[0-9]+\\.png"
                    .formatted(Methods.all().stream()
                            .map(CamMethod::name)
                            .map(Pattern::quote)
                            .collect(Collectors.joining("|", "(", ")"))));

    private ResultFiles() {}

    /**
     * Returns the name of the raw maps of a further method.
     *
     * @param method not the first
     */
    public static String maps(String method) {
        return "maps-" + method + ".npy";
    }

    static String heatMap(int rank) {
        return "heatmap-" + rank + ".png"; // digits as everywhere, whatever the locale
    }

    /** @param method not the first */
    static String heatMap(String method, int rank) {
        return "heatmap-" + method + "-" + rank + ".png";
    }

    /** Returns the name of the photo with the heat of the class of a rank over it. */
    public static String overlay(int rank) {
        return "overlay-" + rank + ".png";
    }

    /**
     * Returns the name of the photo with the heat of the class of a rank over it, by a further method.
     *
     * @param method not the first
     */
    public static String overlay(String method, int rank) {
        return "overlay-" + method + "-" + rank + ".png";
    }

    /** Returns whether a file of this name may be one of an earlier result, and not somebody's own. */
    static boolean isOurs(String name) {
        return OURS.matcher(name).matches();
    }
}
