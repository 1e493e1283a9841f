package io.cam4j.json;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;

/** JSON as RFC 8259 has it: no comments, no single quotes, nothing behind the value. */
public final class StrictJson {
    private StrictJson() {}

    /**
     * Returns the one value the text holds.
     *
     * @throws IllegalArgumentException if the text is not JSON; the message says where
     */
    public static JsonElement parse(String text) {
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(Strictness.STRICT);
            JsonElement value = JsonParser.parseReader(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new IllegalArgumentException("one JSON value expected, got more behind it");
            }
            return value;
        } catch (JsonParseException | IOException | IllegalStateException e) {
            Throwable reason = e.getCause() == null ? e : e.getCause(); // the outer message names Java classes
            throw new IllegalArgumentException("JSON expected: " + reason.getMessage(), e);
        }
    }
}
