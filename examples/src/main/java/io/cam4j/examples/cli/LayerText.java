package io.cam4j.examples.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.cam4j.onnx.LayerReport;
import java.util.List;
import java.util.Locale;

/** The layers of a model, for people and for programs. */
final class LayerText {
    private LayerText() {}

    /** Returns a line a layer, from the image to the logits. */
    static String table(List<LayerReport> layers) {
        int width =
                layers.stream().mapToInt(layer -> layer.name().length()).max().orElse(0);
        String format = "%-" + Math.max(6, width) + "s  %-16s %5s %7s%s%n";
        StringBuilder table = new StringBuilder(format.formatted("LAYER", "C x H x W", "DEPTH", "STRIDE", ""));
        for (LayerReport layer : layers) {
            table.append(String.format(
                    Locale.ROOT,
                    format,
                    Printable.line(layer.name()),
                    "%d x %d x %d".formatted(layer.channels(), layer.height(), layer.width()),
                    layer.depth(),
                    number(layer.stride()),
                    layer.head() ? "  the head's" : ""));
        }
        return table.toString();
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }

    /** Returns an array of objects. */
    static String json(List<LayerReport> layers) {
        JsonArray array = new JsonArray();
        for (LayerReport layer : layers) {
            JsonObject json = new JsonObject();
            json.addProperty("name", layer.name());
            json.addProperty("tensor", layer.tensor());
            json.addProperty("channels", layer.channels());
            json.addProperty("height", layer.height());
            json.addProperty("width", layer.width());
            json.addProperty("depth", layer.depth());
            json.addProperty("stride", layer.stride());
            json.addProperty("head", layer.head());
            array.add(json);
        }
        return new GsonBuilder().setPrettyPrinting().create().toJson(array);
    }
}
