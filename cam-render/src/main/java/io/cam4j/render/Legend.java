package io.cam4j.render;

import io.cam4j.ClassActivation;
import io.cam4j.heat.HeatMap;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a legend says.
 *
 * @param title the unit, or the method where its values have none; empty where it is not known
 * @param least what the scale begins with
 * @param middle what is in its middle, empty where that is no round value
 * @param greatest what the scale ends with
 * @param marks places on the scale, 0 to 1
 */
record Legend(String title, String least, String middle, String greatest, List<Double> marks) {
    private static final String EXACT_METHOD = "cam"; // the one whose values are parts of the logit

    static Legend of(HeatMap heat, @Nullable ClassActivation activation, List<Double> contours) {
        String method = activation == null ? "" : activation.method();
        List<Double> marks = contours.stream().map(c -> heat.heatAt(c) / 255).toList();
        return new Legend(
                method.equals(EXACT_METHOD) ? "logit" : method,
                number(heat.least()),
                heat.isSigned() ? "0" : "",
                number(heat.greatest()),
                marks);
    }

    /** Three figures or so. */
    private static String number(double value) {
        double size = Math.abs(value);
        if (size != 0 && (size < 0.01 || size >= 1e5)) {
            return String.format(Locale.ROOT, "%.1e", value);
        }
        return String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }
}
