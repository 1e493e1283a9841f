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
        if (text.isBlank()) { // null to Gson
            throw new IllegalArgumentException("JSON expected, got no text");
        }
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(Strictness.STRICT);
            JsonElement value = JsonParser.parseReader(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new IllegalArgumentException("one JSON value expected, got more behind it");
            }
            return value;
        } catch (JsonParseException | IOException | IllegalStateException e) {
            throw new IllegalArgumentException("JSON expected: " + reasonOf(e), e);
        }
    }

    /** Gson's message without its class names and its advice to programmers. */
    private static String reasonOf(Exception e) {
        String message = e instanceof JsonParseException && e.getCause() != null
                ? String.valueOf(e.getCause().getMessage())
                : String.valueOf(e.getMessage());
        return message.lines()
                .findFirst()
                .orElse("malformed")
                .replace("Use JsonReader.setStrictness(Strictness.LENIENT) to accept malformed JSON", "malformed");
    }
}
