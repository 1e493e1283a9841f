package io.cam4j.render;

import io.cam4j.ClassActivation;
import io.cam4j.Explanation;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One image's explanations at a glance: overlays side by side, each with its name below. Immutable, thread-safe. Where the
 * machine has no fonts names are left out; the bars stay. For many images there is {@link ContactSheet}.
 *
 * @implNote The photo is made small first, and heat is laid on the small one.
 */
public final class Sheet {
    private static final int TILE = 240; // the longer side of a picture on the sheet, in pixels

    private final Overlay overlay;

    private Sheet(Overlay overlay) {
        this.overlay = overlay;
    }

    /** Returns a sheet whose pictures are made by the given overlay. */
    public static Sheet of(Overlay overlay) {
        return new Sheet(overlay);
    }

    /**
     * Returns the photo followed by an overlay for each explained class, with label, probability and a bar of its length.
     *
     * @param photo the picture that was explained, in its own size
     * @return a new picture of type {@link BufferedImage#TYPE_INT_RGB}
     * @throws IllegalArgumentException if the photo has another size than the picture explained
     */
    public BufferedImage topK(BufferedImage photo, Explanation explanation) {
        BufferedImage small = small(
                photo,
                explanation.geometry().imageWidth(),
                explanation.geometry().imageHeight());
        List<Tile> row = new ArrayList<>();
        row.add(new Tile(small, Caption.text("photo", "")));
        for (ClassActivation activation : explanation.activations()) {
            row.add(new Tile(overlay.paintResized(small, activation), byClass(activation)));
        }
        return draw(List.of(row));
    }

    /**
     * Returns a row for each explained class: the photo with the class's label and probability, then an overlay for each
     * method of the explanation, with the method's name.
     *
     * @param photo the picture that was explained, in its own size
     * @return a new picture of type {@link BufferedImage#TYPE_INT_RGB}
     * @throws IllegalArgumentException if the photo has another size than the picture explained
     */
    public BufferedImage methods(BufferedImage photo, Explanation explanation) {
        BufferedImage small = small(
                photo,
                explanation.geometry().imageWidth(),
                explanation.geometry().imageHeight());
        List<List<Tile>> rows = new ArrayList<>();
        for (int i = 0; i < explanation.activations().size(); i++) {
            List<Tile> row = new ArrayList<>();
            row.add(new Tile(small, byClass(explanation.activations().get(i))));
            for (String method : explanation.methods()) {
                ClassActivation activation =
                        explanation.by(method).activations().get(i);
                row.add(new Tile(overlay.paintResized(small, activation), Caption.text(method, "")));
            }
            rows.add(row);
        }
        return draw(rows.isEmpty() ? List.of(List.of(new Tile(small, Caption.text("photo", "")))) : rows);
    }

    /**
     * Returns a row for each explained class: the photo with the class's label and probability, the first method's map as the
     * explanation has it, fused where several layers were, and an overlay for each layer, with the layer's name.
     *
     * @param photo the picture that was explained, in its own size
     * @return a new picture of type {@link BufferedImage#TYPE_INT_RGB}
     * @throws IllegalArgumentException if the photo has another size than the picture explained
     */
    public BufferedImage layers(BufferedImage photo, Explanation explanation) {
        BufferedImage small = small(
                photo,
                explanation.geometry().imageWidth(),
                explanation.geometry().imageHeight());
        List<List<Tile>> rows = new ArrayList<>();
        for (int i = 0; i < explanation.activations().size(); i++) {
            ClassActivation all = explanation.activations().get(i);
            List<Tile> row = new ArrayList<>();
            row.add(new Tile(small, byClass(all)));
            row.add(new Tile(overlay.paintResized(small, all), Caption.text(all.method(), "")));
            for (String layer : explanation.layers()) {
                ClassActivation activation = explanation.at(layer).activations().get(i);
                row.add(new Tile(overlay.paintResized(small, activation), Caption.text(layer, "")));
            }
            rows.add(row);
        }
        return draw(rows.isEmpty() ? List.of(List.of(new Tile(small, Caption.text("photo", "")))) : rows);
    }

    /**
     * Returns the photo followed by overlays of one's own choice, with their names: layers, models, classes.
     *
     * @param photo the picture that was explained, in its own size
     * @param named what to show, in the map's order, each of this photo
     * @return a new picture of type {@link BufferedImage#TYPE_INT_RGB}
     * @throws IllegalArgumentException if the photo has another size than one of the pictures explained
     */
    public BufferedImage compare(BufferedImage photo, Map<String, ClassActivation> named) {
        BufferedImage small = Thumbnails.fit(photo, TILE);
        List<Tile> row = new ArrayList<>();
        row.add(new Tile(small, Caption.text("photo", "")));
        named.forEach((name, activation) -> {
            Overlay.checkSize(
                    photo,
                    activation.geometry().imageWidth(),
                    activation.geometry().imageHeight());
            Caption caption = Caption.text(name, Lettering.told(activation));
            row.add(new Tile(overlay.paintResized(small, activation), caption));
        });
        return draw(List.of(row));
    }

    private static BufferedImage small(BufferedImage photo, int width, int height) {
        Overlay.checkSize(photo, width, height);
        return Thumbnails.fit(photo, TILE);
    }

    private static Caption byClass(ClassActivation activation) {
        return new Caption(activation.name(), Lettering.percent(activation), activation.probability());
    }

    private static BufferedImage draw(List<List<Tile>> rows) {
        return TileGrid.draw(rows, TILE / 2);
    }
}
