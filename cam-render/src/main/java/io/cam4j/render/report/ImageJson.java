package io.cam4j.render.report;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.cam4j.ActivationMap;
import io.cam4j.ClassActivation;
import io.cam4j.Explanation;
import io.cam4j.heat.HeatPreset;
import io.cam4j.preprocessing.Geometry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;

/** What a page's scripts know of one image. Gson writes &lt;, &gt; and &amp; as escapes, so no text can end the script element around it. */
final class ImageJson {
    private static final Gson GSON = new Gson();
    private static final String LOGIT_METHOD = "cam"; // the values of others have no unit

    private ImageJson() {}

    static String of(String name, Explanation explanation, HeatPreset preset, ReportPhoto photo, ResultLinks links)
            throws IOException {
        ActivationMap any = preset.mapOf(explanation.top());
        JsonObject json = new JsonObject();
        json.addProperty("name", name);
        json.addProperty("photo", photo.dataUrl());
        json.addProperty("width", photo.width());
        json.addProperty("height", photo.height());
        json.add("geometry", geometry(explanation.geometry()));
        json.addProperty("rows", any.height());
        json.addProperty("columns", any.width());
        json.add("classes", classes(explanation));
        JsonArray methods = new JsonArray();
        for (String method : explanation.methods()) {
            methods.add(method(explanation.by(method), preset, links, methods.isEmpty()));
        }
        json.add("methods", methods);
        return GSON.toJson(json);
    }

    private static JsonObject method(Explanation explanation, HeatPreset preset, ResultLinks links, boolean first) {
        String name = explanation.methods().get(0);
        String named = first ? null : name;
        JsonObject json = new JsonObject();
        json.addProperty("name", name);
        json.addProperty("unit", name.equals(LOGIT_METHOD) ? "logits" : "");
        json.addProperty(
                "maps",
                encoded(explanation.activations().stream().map(preset::mapOf).toList()));
        json.add("files", links.files(named));
        json.add("overlays", links.overlays(named, explanation.activations().size()));
        return json;
    }

    private static JsonObject geometry(Geometry geometry) {
        JsonObject json = new JsonObject();
        json.addProperty("imageWidth", geometry.imageWidth());
        json.addProperty("imageHeight", geometry.imageHeight());
        json.addProperty("tensorWidth", geometry.tensorWidth());
        json.addProperty("tensorHeight", geometry.tensorHeight());
        json.addProperty("scaleX", geometry.scaleX());
        json.addProperty("scaleY", geometry.scaleY());
        json.addProperty("offsetX", geometry.offsetX());
        json.addProperty("offsetY", geometry.offsetY());
        return json;
    }

    /** The raw maps as base64 of little-endian float32, [k, rows, columns]. */
    private static String encoded(List<ActivationMap> maps) {
        int cells = maps.get(0).height() * maps.get(0).width();
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(4 * maps.size(), cells)).order(ByteOrder.LITTLE_ENDIAN);
        maps.forEach(map -> {
            for (float value : map.values()) {
                bytes.putFloat(value);
            }
        });
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static JsonArray classes(Explanation explanation) {
        float[] logits = explanation.logits();
        JsonArray classes = new JsonArray();
        for (ClassActivation activation : explanation.activations()) {
            JsonObject json = new JsonObject();
            json.addProperty("name", activation.name());
            json.addProperty("index", activation.index());
            json.addProperty("probability", activation.probability());
            json.addProperty("logit", activation.logit());
            Completeness completeness = Completeness.of(activation, logits);
            json.addProperty("completeness", completeness.label());
            if (completeness != Completeness.UNDEFINED) { // JSON has no NaN
                json.addProperty("error", activation.completenessError());
            }
            classes.add(json);
        }
        return classes;
    }
}
