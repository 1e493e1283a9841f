package io.cam4j.render.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.cam4j.render.results.ResultFiles;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Links from a page to the files of a result, relative, so that both can be moved together. */
final class ResultLinks {
    private final @Nullable String folder;

    private ResultLinks(@Nullable String folder) {
        this.folder = folder;
    }

    static ResultLinks none() {
        return new ResultLinks(null);
    }

    /** Returns the links to a result's folder; none where no relative path leads there (another drive). */
    static ResultLinks of(Path page, Path result) {
        Path from = page.toAbsolutePath().normalize().getParent();
        Path to = result.toAbsolutePath().normalize();
        if (from == null || !from.getFileSystem().equals(to.getFileSystem()) || !sameRoot(from, to)) {
            return none();
        }
        return new ResultLinks("./" + encoded(from.relativize(to))); // without ./ a name could be read as a scheme
    }

    private static boolean sameRoot(Path one, Path other) {
        return one.getRoot() != null && one.getRoot().equals(other.getRoot());
    }

    /** Names with everything in them encoded that could mean something in a URL. */
    private static String encoded(Path path) {
        return StreamSupport.stream(path.spliterator(), false)
                .map(name -> encoded(name.toString()))
                .collect(Collectors.joining("/"));
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * Returns the files of an image, the maps among them.
     *
     * @param method whose maps; null for the first, whose files do not name it
     */
    JsonArray files(@Nullable String method) {
        JsonArray links = new JsonArray();
        if (folder != null) {
            links.add(link("raw maps (.npy)", method == null ? ResultFiles.MAPS : ResultFiles.maps(method)));
            links.add(link("all logits (.npy)", ResultFiles.LOGITS));
            links.add(link("explanation (.json)", ResultFiles.EXPLANATION));
        }
        return links;
    }

    /** Returns the pictures of the ranks from 1 on, in full size. */
    JsonArray overlays(@Nullable String method, int ranks) {
        JsonArray links = new JsonArray();
        for (int rank = 1; rank <= ranks && folder != null; rank++) {
            String file = method == null ? ResultFiles.overlay(rank) : ResultFiles.overlay(method, rank);
            links.add(link("overlay (.png)", file));
        }
        return links;
    }

    private JsonObject link(String text, String file) {
        JsonObject json = new JsonObject();
        json.addProperty("text", text);
        json.addProperty("href", folder + "/" + encoded(file));
        return json;
    }
}
