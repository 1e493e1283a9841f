package io.cam4j.render.results;

import io.cam4j.method.CamMethod;
import io.cam4j.method.Methods;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The names of a result's files. Those of the first method bear no method's name, those of the others do; those of one layer
 * among several bear the layer's.
 */
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
            "explanation\\.json|sheet\\.png|logits\\.npy|maps%1$s\\.npy|(heatmap|overlay)%1$s-[0-9]+\\.png"
                    .formatted(Methods.all().stream()
                            .map(CamMethod::name)
                            .map(Pattern::quote)
                            .collect(Collectors.joining("|", "(-(", "))?(@[A-Za-z0-9._-]+)?"))));

    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._-]");
    private static final int LONGEST = 100; // so that a file's name stays below 255 bytes

    private ResultFiles() {}

    /**
     * Returns the name of the raw maps of a further method.
     *
     * @param method not the first
     */
    public static String maps(String method) {
        return mapsOf("-" + method);
    }

    /** Returns the name of the photo with the heat of the class of a rank over it. */
    public static String overlay(int rank) {
        return overlayOf("", rank);
    }

    /**
     * Returns the name of the photo with the heat of the class of a rank over it, by a further method.
     *
     * @param method not the first
     */
    public static String overlay(String method, int rank) {
        return overlayOf("-" + method, rank);
    }

    /** @param whose empty, or what a method and a layer add to a name, as all below */
    static String mapsOf(String whose) {
        return "maps" + whose + ".npy";
    }

    static String heatMapOf(String whose, int rank) {
        return "heatmap" + whose + "-" + rank + ".png"; // digits as everywhere, whatever the locale
    }

    static String overlayOf(String whose, int rank) {
        return "overlay" + whose + "-" + rank + ".png";
    }

    /**
     * Returns what layers add to names, each something else: the layer's name behind an @, which no method's has. Whatever is
     * no Latin letter, digit, dot, hyphen or underscore becomes an underscore; of a long name its end counts.
     */
    static List<String> ofLayers(List<String> layers) {
        Set<String> taken = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (String layer : layers) {
            String safe = UNSAFE.matcher(layer).replaceAll("_");
            String name = "@" + safe.substring(Math.max(0, safe.length() - LONGEST));
            String other = name;
            for (int n = 2; !taken.add(other.toLowerCase(Locale.ROOT)); n++) {
                other = name + "_" + n;
            }
            names.add(other);
        }
        return names;
    }

    /** Returns whether a file of this name may be one of an earlier result, and not somebody's own. */
    static boolean isOurs(String name) {
        return OURS.matcher(name).matches();
    }
}
