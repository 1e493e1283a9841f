package io.cam4j.render.results;

import io.cam4j.ActivationMap;
import io.cam4j.ClassActivation;
import io.cam4j.Explanation;
import io.cam4j.heat.HeatPreset;
import io.cam4j.render.Overlay;
import io.cam4j.render.Sheet;
import io.cam4j.render.files.ImageFiles;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Writes an explanation as files into a folder of its own: {@code explanation.json}; {@code logits.npy}, shape [K];
 * {@code maps.npy}, shape [k, h, w], raw, in logits; {@code heatmap-R.png} and {@code overlay-R.png} of the photo's size
 * for each rank R from 1. With several methods these are the first one's, and the others' are {@code maps-METHOD.npy},
 * {@code heatmap-METHOD-R.png} and {@code overlay-METHOD-R.png}. Where several layers were asked for, these are of the first,
 * or fused, and {@link #withEachLayer} adds {@code maps@LAYER.npy}, {@code maps-METHOD@LAYER.npy} and so on. Arrays are little-endian float32 in NumPy's format 1.0. Immutable, thread-safe.
 */
public final class ExplanationWriter {
    private final Overlay overlay;
    private final boolean sheet;
    private final boolean eachLayer;
    private final boolean overwriting;

    private ExplanationWriter(Overlay overlay, boolean sheet, boolean eachLayer, boolean overwriting) {
        this.overlay = overlay;
        this.sheet = sheet;
        this.eachLayer = eachLayer;
        this.overwriting = overwriting;
    }

    /**
     * Returns a writer that refuses to overwrite.
     *
     * @param preset how heat is made; under {@link HeatPreset#ORIGINAL} the maps are those of the script of Zhou et al.,
     *     without bias and activation
     */
    public static ExplanationWriter of(HeatPreset preset) {
        return of(Overlay.of(preset));
    }

    /**
     * Returns a writer that refuses to overwrite.
     *
     * @param overlay how the pictures are made; its preset decides over the maps, as in {@link #of(HeatPreset)}
     */
    public static ExplanationWriter of(Overlay overlay) {
        return new ExplanationWriter(overlay, false, false, false);
    }

    /**
     * Returns a writer that adds {@code sheet.png}, if so asked: the photo and the overlays of all classes side by side, or
     * a row a class where there are several methods, or several layers.
     */
    public ExplanationWriter withSheet(boolean wanted) {
        return new ExplanationWriter(overlay, wanted, eachLayer, overwriting);
    }

    /**
     * Returns a writer that adds, if so asked, the maps and pictures of each layer by itself where several were asked for. In
     * the names of files whatever is no Latin letter, digit, dot, hyphen or underscore of a layer's name is an underscore.
     */
    public ExplanationWriter withEachLayer(boolean wanted) {
        return new ExplanationWriter(overlay, sheet, wanted, overwriting);
    }

    /** Returns a writer that replaces the files of an earlier result, if so asked; it leaves files of other names alone. */
    public ExplanationWriter overwriting(boolean allowed) {
        return new ExplanationWriter(overlay, sheet, eachLayer, allowed);
    }

    /**
     * Checks, before any work is done, that a result could be put at a place.
     *
     * @throws IOException if something is there that may not be replaced
     */
    public void check(Path folder) throws IOException {
        ResultFolder.check(folder, overwriting);
    }

    /**
     * Writes an explanation. The folder appears, or changes, when everything is written; if that fails, what was there
     * stays as it was.
     *
     * @param photo the picture that was explained, in its own size
     * @param imageName what the JSON calls it
     * @param folder to be made, with those above it
     * @throws IllegalArgumentException if the photo has another size than the picture explained, or the preset does not
     *     suit the preprocessing
     * @throws java.nio.file.FileAlreadyExistsException if the folder exists and this writer does not overwrite
     * @throws IOException if a file cannot be written
     */
    public void write(Explanation explanation, BufferedImage photo, String imageName, Path folder) throws IOException {
        Objects.requireNonNull(imageName, "imageName");
        try (ResultFolder result = ResultFolder.start(folder, overwriting)) {
            NpyFile.write(result.file(ResultFiles.LOGITS), explanation.logits(), explanation.classes());
            writeMethods(explanation, "", photo, result);
            if (eachLayer && explanation.layers().size() > 1) {
                List<String> layers = explanation.layers();
                List<String> names = ResultFiles.ofLayers(layers);
                for (int i = 0; i < layers.size(); i++) {
                    writeMethods(explanation.at(layers.get(i)), names.get(i), photo, result);
                }
            }
            if (sheet) {
                ImageFiles.write(sheetOf(photo, explanation), result.file(ResultFiles.SHEET));
            }
            String json = ExplanationJson.of(explanation, overlay.preset(), imageName);
            Files.writeString(result.file(ResultFiles.EXPLANATION), json, StandardCharsets.UTF_8);
            result.finish();
        }
    }

    private BufferedImage sheetOf(BufferedImage photo, Explanation explanation) {
        Sheet all = Sheet.of(overlay);
        if (explanation.methods().size() > 1) {
            return all.methods(photo, explanation);
        }
        return explanation.layers().size() > 1 ? all.layers(photo, explanation) : all.topK(photo, explanation);
    }

    private void writeMethods(Explanation explanation, String layer, BufferedImage photo, ResultFolder result)
            throws IOException {
        List<String> methods = explanation.methods();
        for (String method : methods) {
            String whose = (method.equals(methods.get(0)) ? "" : "-" + method) + layer;
            List<ClassActivation> activations = explanation.by(method).activations();
            writeMaps(activations, result.file(ResultFiles.mapsOf(whose)));
            for (ClassActivation activation : activations) {
                int rank = activation.rank();
                ImageFiles.write(overlay.paint(photo, activation), result.file(ResultFiles.overlayOf(whose, rank)));
                ImageFiles.write(overlay.heatMap(activation), result.file(ResultFiles.heatMapOf(whose, rank)));
            }
        }
    }

    private void writeMaps(List<ClassActivation> activations, Path file) throws IOException {
        List<ActivationMap> maps =
                activations.stream().map(overlay.preset()::mapOf).toList();
        int height = maps.isEmpty() ? 0 : maps.get(0).height();
        int width = maps.isEmpty() ? 0 : maps.get(0).width();
        FloatBuffer values = FloatBuffer.allocate(maps.size() * height * width);
        maps.forEach(map -> values.put(map.values()));
        NpyFile.write(file, values.array(), maps.size(), height, width);
    }
}
