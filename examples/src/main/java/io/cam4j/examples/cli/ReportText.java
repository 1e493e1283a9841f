package io.cam4j.examples.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.cam4j.network.Head;
import io.cam4j.network.HeadKind;
import io.cam4j.onnx.ModelReport;
import io.cam4j.onnx.graph.TensorInfo;
import java.util.List;
import java.util.Locale;

/** What a model holds, for people and for programs. */
final class ReportText {
    private ReportText() {}

    /** Returns a line a fact, its name in front. */
    static String table(String file, ModelReport report) {
        StringBuilder table = new StringBuilder();
        line(table, "model", file);
        line(table, "producer", report.producer().isEmpty() ? "(not named)" : report.producer());
        line(table, "opset", String.valueOf(report.opset()));
        line(table, "nodes", String.valueOf(report.nodes()));
        report.inputs().forEach(input -> line(table, "input", input.toString()));
        report.outputs().forEach(output -> line(table, "output", output.toString()));
        report.head().ifPresent(head -> {
            line(table, "head", head.kind().label());
            line(table, "tap", head.tap());
            line(table, "why", report.reason());
            line(table, "weights", weights(head, report.stored()));
            line(table, "activation", head.activation().name().toLowerCase(Locale.ROOT));
            line(table, "scores", head.scores().label());
        });
        report.matched().forEach(node -> line(table, "matched", node));
        report.rejected().forEach(output -> line(table, "rejected", output));
        return table.toString();
    }

    private static String weights(Head head, String stored) {
        if (head.kind() == HeadKind.LAYERS) {
            return "none of a map: %d classes, %d channels; gradients and trials explain it (cam methods)"
                    .formatted(head.classes(), head.channels());
        }
        return stored.isEmpty()
                ? "those of the gradient, an image's own: %d classes, %d channels"
                        .formatted(head.classes(), head.channels())
                : "%s, stored %s: %d classes, %d channels"
                        .formatted(head.weights(), stored, head.classes(), head.channels());
    }

    private static void line(StringBuilder table, String key, String value) {
        table.append(String.format(Locale.ROOT, "%-10s %s%n", key, Printable.line(value)));
    }

    /** Returns one object; {@code head} is null and {@code problem} says why where no head is known. */
    static String json(String file, ModelReport report) {
        JsonObject json = new JsonObject();
        json.addProperty("model", file);
        json.addProperty("producer", report.producer());
        json.addProperty("opset", report.opset());
        json.addProperty("nodes", report.nodes());
        json.add("inputs", tensors(report.inputs()));
        json.add("outputs", tensors(report.outputs()));
        json.add("head", report.head().<JsonElement>map(ReportText::head).orElse(JsonNull.INSTANCE));
        json.addProperty("weightsStored", report.stored());
        json.addProperty("reason", report.reason());
        json.add("matched", texts(report.matched()));
        json.add("rejected", texts(report.rejected()));
        json.addProperty("problem", report.problem());
        return new GsonBuilder().setPrettyPrinting().serializeNulls().create().toJson(json);
    }

    private static JsonArray tensors(List<TensorInfo> tensors) {
        JsonArray array = new JsonArray();
        for (TensorInfo tensor : tensors) {
            JsonObject json = new JsonObject();
            json.addProperty("name", tensor.name());
            json.addProperty("type", tensor.type());
            json.add("shape", texts(tensor.shape()));
            array.add(json);
        }
        return array;
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

    private static JsonArray texts(List<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }
}
