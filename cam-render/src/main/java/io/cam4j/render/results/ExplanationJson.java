package io.cam4j.render.results;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.cam4j.ActivationMap;
import io.cam4j.ClassActivation;
import io.cam4j.Explanation;
import io.cam4j.Provenance;
import io.cam4j.heat.HeatPreset;
import io.cam4j.network.Head;
import io.cam4j.network.HeadKind;
import java.util.List;
import java.util.Locale;

/** The content of {@code explanation.json}; the order of the keys is part of the contract. */
final class ExplanationJson {
    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .serializeNulls()
            .disableHtmlEscaping()
            .create();

    private ExplanationJson() {}

    static String of(Explanation explanation, HeatPreset preset, String imageName) {
        Provenance provenance = explanation.provenance();
        JsonObject json = new JsonObject();
        json.addProperty("image", imageName);
        json.add("model", model(provenance));
        json.add(
                "preprocessing",
                JsonParser.parseString(provenance.preprocessing().toJson()));
        json.add("method", method(explanation.methods()));
        if (!explanation.layers().isEmpty() || provenance.head().kind() == HeadKind.LAYERS) {
            json.addProperty("choice", provenance.choice());
            json.add("layers", list(explanation.layers()));
        }
        json.addProperty("preset", preset == HeatPreset.MIN_MAX ? null : preset.label());
        json.add("head", head(provenance.head()));
        json.add("engine", engine(provenance));
        JsonArray activations = new JsonArray();
        explanation.activations().forEach(activation -> activations.add(activation(activation, preset)));
        json.add("activations", activations);
        return GSON.toJson(json) + "\n";
    }

    /** One name, or a list of several. */
    private static JsonElement method(List<String> names) {
        if (names.size() == 1) {
            return new JsonPrimitive(names.get(0));
        }
        return list(names);
    }

    private static JsonArray list(List<String> names) {
        JsonArray json = new JsonArray();
        names.forEach(json::add);
        return json;
    }

    private static JsonObject model(Provenance provenance) {
        JsonObject json = new JsonObject();
        json.addProperty("file", provenance.model().name());
        json.addProperty("sha256", provenance.model().sha256());
        return json;
    }

    private static JsonObject head(Head head) {
        JsonObject json = new JsonObject();
        json.addProperty("kind", head.kind().label());
        json.addProperty("tap", head.tap());
        json.addProperty("weights", head.weights());
        json.addProperty("channels", head.channels());
        json.addProperty("classes", head.classes());
        json.addProperty("activation", head.activation().name().toLowerCase(Locale.ROOT));
        json.addProperty("scores", head.scores().label());
        return json;
    }

    private static JsonObject engine(Provenance provenance) {
        JsonObject json = new JsonObject();
        json.addProperty("network", provenance.runtime());
        json.addProperty("provider", provenance.provider());
        json.addProperty("gemm", provenance.gemm());
        json.addProperty("reason", provenance.gemmReason());
        return json;
    }

    private static JsonObject activation(ClassActivation activation, HeatPreset preset) {
        JsonObject json = new JsonObject();
        json.addProperty("rank", activation.rank());
        json.addProperty("index", activation.index());
        json.addProperty("label", activation.label());
        json.addProperty("logit", activation.logit());
        json.addProperty("probability", activation.probability());
        double error = activation.completenessError();
        json.addProperty("completenessError", Double.isNaN(error) ? null : error);
        json.add("map", map(preset.mapOf(activation)));
        json.addProperty("heatmap", ResultFiles.heatMapOf("", activation.rank()));
        json.addProperty("overlay", ResultFiles.overlay(activation.rank()));
        return json;
    }

    private static JsonObject map(ActivationMap map) {
        JsonObject json = new JsonObject();
        json.addProperty("height", map.height());
        json.addProperty("width", map.width());
        json.addProperty("min", map.min());
        json.addProperty("max", map.max());
        json.addProperty("mean", map.mean());
        json.addProperty("flat", map.isFlat());
        return json;
    }
}
