package io.cam4j;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.cam4j.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Names of a model's classes, in the order of its logits. Immutable, thread-safe. */
public final class Labels {
    private static final Pattern SYNSET_ID = Pattern.compile("^n\\d{8}\\s+");

    private final List<String> names;

    private Labels(List<String> names) {
        this.names = List.copyOf(names);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("one or more labels expected, got none");
        }
    }

    /** Returns labels with a copy of the given names. @throws IllegalArgumentException if there are none */
    public static Labels of(List<String> names) {
        return new Labels(names);
    }

    /**
     * Reads labels in any of the usual forms: a JSON array of names; a JSON object from index to name, all indices from
     * 0 on ({@code {"0": "tench", "1": "goldfish"}}; a value may be an array, whose last element is the name, as in
     * Keras' {@code imagenet_class_index.json}); otherwise text with a name a line. A WordNet synset id in front of a
     * name ({@code n01440764 tench}) is dropped, and so are empty lines at the end.
     *
     * @throws IllegalArgumentException if the text has none of these forms; the message says what is wrong
     */
    public static Labels parse(String text) {
        String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
        String start = body.stripLeading();
        if (start.startsWith("[") || start.startsWith("{")) {
            return fromJson(StrictJson.parse(body));
        }
        return new Labels(
                body.stripTrailing().lines().map(Labels::withoutSynset).toList());
    }

    private static Labels fromJson(JsonElement json) {
        if (json instanceof JsonArray array) {
            List<String> names = new ArrayList<>();
            array.forEach(name -> names.add(nameOf(name)));
            return new Labels(names);
        }
        return fromMap(json.getAsJsonObject());
    }

    private static Labels fromMap(JsonObject map) {
        String[] names = new String[map.size()];
        for (Map.Entry<String, JsonElement> entry : map.entrySet()) {
            int index = indexOf(entry.getKey(), names.length);
            if (names[index] != null) {
                throw new IllegalArgumentException(
                        "each class once expected in the labels, got %d twice".formatted(index));
            }
            names[index] = nameOf(entry.getValue());
        }
        return new Labels(Arrays.asList(names));
    }

    private static int indexOf(String key, int size) {
        try {
            int index = Integer.parseInt(key);
            if (index >= 0 && index < size) {
                return index;
            }
        } catch (NumberFormatException e) {
            // reported below
        }
        throw new IllegalArgumentException(
                "the labels' keys should be the numbers 0 to %d, got '%s'".formatted(size - 1, key));
    }

    private static String nameOf(JsonElement value) {
        if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isString()) {
            return withoutSynset(value.getAsString());
        }
        if (value instanceof JsonArray array && !array.isEmpty()) {
            return nameOf(array.get(array.size() - 1));
        }
        throw new IllegalArgumentException("a label should be a text, got %s".formatted(value));
    }

    private static String withoutSynset(String line) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(line)) {
            throw new IllegalArgumentException("labels of whole characters expected, got a half one in '%s'"
                    .formatted(line.replaceAll("\\p{Cs}", "?")));
        }
        return SYNSET_ID.matcher(line.strip()).replaceFirst("");
    }

    /** Returns the number of labels. */
    public int size() {
        return names.size();
    }

    /** Returns the name of one class. @throws IndexOutOfBoundsException if there is no such class */
    public String get(int index) {
        return names.get(index);
    }

    /** Returns all names in the order of the logits. */
    public List<String> names() {
        return names;
    }

    /**
     * Returns the classes a text names, lowest index first: those whose whole label it is, or else those that have it
     * among their comma-separated synonyms. Case and surrounding space do not count. Empty if there is none.
     */
    public List<Integer> find(String text) {
        String wanted = folded(text);
        List<Integer> whole = matching(name -> folded(name).equals(wanted));
        if (!whole.isEmpty()) {
            return whole;
        }
        return matching(name -> Arrays.stream(name.split(",", -1))
                .anyMatch(synonym -> folded(synonym).equals(wanted)));
    }

    private List<Integer> matching(Predicate<String> test) {
        return IntStream.range(0, names.size())
                .filter(i -> test.test(names.get(i)))
                .boxed()
                .toList();
    }

    private static String folded(String text) {
        return withoutSynset(text).toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Labels that && names.equals(that.names);
    }

    @Override
    public int hashCode() {
        return Objects.hash(names);
    }

    /** Returns the number of labels and the first of them. */
    @Override
    public String toString() {
        return "%d labels from '%s'".formatted(names.size(), names.get(0));
    }
}
