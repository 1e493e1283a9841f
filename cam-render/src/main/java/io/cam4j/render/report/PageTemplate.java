package io.cam4j.render.report;

import io.cam4j.render.files.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page with places for its parts: {@code {{name}}} in the resource {@code report.html}. */
final class PageTemplate {
    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

    private PageTemplate() {}

    /** Writes the page. Places are filled in one pass: what a part contains is never taken for a place. */
    static void write(OutputStream output, Map<String, WholeFile.Content> parts) throws IOException {
        String page = resource("report.html");
        Matcher place = PLACE.matcher(page);
        int written = 0;
        while (place.find()) {
            output.write(page.substring(written, place.start()).getBytes(StandardCharsets.UTF_8));
            Objects.requireNonNull(parts.get(place.group(1)), place.group()).writeTo(output);
            written = place.end();
        }
        output.write(page.substring(written).getBytes(StandardCharsets.UTF_8));
    }

    static WholeFile.Content part(String text) {
        return output -> output.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the text of some resources beside the template, one after the other. */
    static String resources(String... names) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String name : names) {
            text.append(resource(name));
        }
        return text.toString();
    }

    /** Returns the text of a resource beside the template. */
    static String resource(String name) throws IOException {
        try (InputStream stream = Objects.requireNonNull(PageTemplate.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /**
     * Returns the policy that lets a browser run this script, apply this style and show pictures that are in the page, and
     * nothing else: no request leaves the page, and text that slipped into it as markup would stay dead.
     *
     * @see <a href="https://www.w3.org/TR/CSP3/">Content Security Policy Level 3</a>
     */
    static String policy(String script, String style) {
        return "default-src 'none'; script-src 'sha256-%s'; style-src 'sha256-%s'; img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
                .formatted(hash(script), hash(style));
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
