package io.cam4j.preprocessing;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.cam4j.json.StrictJson;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** A recipe's JSON form. */
final class PreprocessingJson {
    private static final Set<String> KEYS =
            Set.of("width", "height", "resize", "shorterSide", "channels", "scale", "mean", "std", "layout", "type");

    private PreprocessingJson() {}

    static Preprocessing read(String json) {
        if (!(StrictJson.parse(json) instanceof JsonObject object)) {
            throw new IllegalArgumentException("a JSON object expected as the preprocessing recipe");
        }
        for (String key : object.keySet()) {
            if (!KEYS.contains(key)) {
                throw new IllegalArgumentException(
                        "unknown key '%s' in the preprocessing recipe; the keys are %s".formatted(key, sorted(KEYS)));
            }
        }
        Preprocessing.Builder builder = Preprocessing.builder(integer(object, "width"), integer(object, "height"));
        if (object.has("shorterSide")) {
            builder.crop(integer(object, "shorterSide")).resize(Resize.STRETCH);
        }
        set(object, "resize", value -> builder.resize(choice("resize", value, Resize.values(), Resize::label)));
        set(
                object,
                "channels",
                value -> builder.channels(choice("channels", value, ChannelOrder.values(), Enum::name)));
        set(object, "scale", value -> builder.scale(number("scale", value)));
        set(object, "mean", value -> builder.mean(numbers("mean", value)));
        set(object, "std", value -> builder.std(numbers("std", value)));
        set(object, "layout", value -> builder.layout(choice("layout", value, TensorLayout.values(), Enum::name)));
        set(object, "type", value -> builder.type(choice("type", value, ElementType.values(), ElementType::label)));
        return builder.build();
    }

    static String write(Preprocessing recipe) {
        JsonObject object = new JsonObject();
        object.addProperty("width", recipe.width());
        object.addProperty("height", recipe.height());
        object.addProperty("resize", recipe.resize().label());
        if (recipe.resize() == Resize.CROP) {
            object.addProperty("shorterSide", recipe.shorterSide());
        }
        object.addProperty("channels", recipe.channels().name());
        object.addProperty("scale", recipe.scale());
        object.add("mean", array(recipe.mean()));
        object.add("std", array(recipe.std()));
        object.addProperty("layout", recipe.layout().name());
        object.addProperty("type", recipe.type().label());
        return object.toString();
    }

    private static JsonArray array(List<Float> values) {
        JsonArray array = new JsonArray();
        values.forEach(array::add);
        return array;
    }

    private static void set(JsonObject object, String key, Consumer<JsonElement> setter) {
        JsonElement value = object.get(key);
        if (value != null) {
            setter.accept(value);
        }
    }

    private static int integer(JsonObject object, String key) {
        JsonElement value = object.get(key);
        if (value == null) {
            throw new IllegalArgumentException("the preprocessing recipe has no '%s'".formatted(key));
        }
        double number = number(key, value);
        if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("%s: a whole number expected, got %s".formatted(key, value));
        }
        return (int) number;
    }

    private static double number(String key, JsonElement value) {
        if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber()) {
            return value.getAsDouble();
        }
        throw new IllegalArgumentException("%s: a number expected, got %s".formatted(key, value));
    }

    private static float[] numbers(String key, JsonElement value) {
        if (!(value instanceof JsonArray array) || array.isEmpty()) {
            throw new IllegalArgumentException("%s: an array of numbers expected, got %s".formatted(key, value));
        }
        float[] numbers = new float[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) number(key, array.get(i));
        }
        return numbers;
    }

    private static <E> E choice(String key, JsonElement value, E[] choices, Function<E, String> name) {
        for (E choice : choices) {
            if (value.isJsonPrimitive() && value.getAsString().equalsIgnoreCase(name.apply(choice))) {
                return choice;
            }
        }
        throw new IllegalArgumentException("%s: one of %s expected, got %s"
                .formatted(key, Arrays.stream(choices).map(name).toList(), value));
    }

    private static List<String> sorted(Set<String> keys) {
        return keys.stream().sorted().toList();
    }
}
