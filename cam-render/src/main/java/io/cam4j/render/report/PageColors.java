package io.cam4j.render.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.cam4j.render.ColorMap;
import java.util.Base64;
import java.util.List;

/** The color maps a page offers, the first one at the start. */
final class PageColors {
    private static final List<String> OFFERED = List.of("jet", "turbo", "viridis", "inferno", "gray");
    private static final List<String> DIVERGING = List.of("rdbu_r");

    private PageColors() {}

    /**
     * Returns name and table of each, base64 of 256 times red, green, blue; and whether its middle is to stand for 0.
     *
     * @param signed whether those whose middle is 0 come first
     */
    static JsonArray json(boolean signed) {
        JsonArray plain = json(OFFERED, false);
        JsonArray diverging = json(DIVERGING, true);
        JsonArray maps = signed ? diverging : plain;
        maps.addAll(signed ? plain : diverging);
        return maps;
    }

    private static JsonArray json(List<String> names, boolean diverging) {
        JsonArray maps = new JsonArray();
        names.forEach(name -> maps.add(json(ColorMap.named(name), diverging)));
        return maps;
    }

    private static JsonObject json(ColorMap colors, boolean diverging) {
        JsonObject json = new JsonObject();
        json.addProperty("name", colors.name());
        json.addProperty("table", Base64.getEncoder().encodeToString(bytes(colors.colors())));
        json.addProperty("diverging", diverging);
        return json;
    }

    private static byte[] bytes(int... colors) {
        byte[] bytes = new byte[3 * colors.length];
        for (int level = 0; level < colors.length; level++) {
            bytes[3 * level] = (byte) (colors[level] >> 16);
            bytes[3 * level + 1] = (byte) (colors[level] >> 8);
            bytes[3 * level + 2] = (byte) colors[level];
        }
        return bytes;
    }
}
