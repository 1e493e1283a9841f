package io.cam4j.render;

import io.cam4j.ClassActivation;
import io.cam4j.Explanation;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Many images at a glance: for each a small overlay of its first class, with its name, the class and the probability.
 * Keeps the small pictures only, some 100 KB an image. Not thread-safe.
 */
public final class ContactSheet {
    private static final int TILE = 180; // the longer side of a picture on the sheet, in pixels
    private static final int MOST = 1000;
    private static final double WIDER_THAN_HIGH = 1.6; // tiles are higher than wide, sheets are to be wider than high

    private final Overlay overlay;
    private final List<Tile> tiles = new ArrayList<>();

    private ContactSheet(Overlay overlay) {
        this.overlay = overlay;
    }

    /** Returns an empty sheet whose pictures are made by the given overlay. */
    public static ContactSheet of(Overlay overlay) {
        return new ContactSheet(overlay);
    }

    /**
     * Adds an image; one without any explained class as a plain photo.
     *
     * @param photo the picture that was explained, in its own size
     * @param name what to call it
     * @throws IllegalArgumentException if the photo has another size than the picture explained
     * @throws IllegalStateException if there are 1000 images on the sheet already
     */
    public void add(BufferedImage photo, Explanation explanation, String name) {
        if (tiles.size() == MOST) {
            throw new IllegalStateException("a sheet of at most %d images expected; begin another one".formatted(MOST));
        }
        Overlay.checkSize(
                photo,
                explanation.geometry().imageWidth(),
                explanation.geometry().imageHeight());
        BufferedImage small = Thumbnails.fit(photo, TILE);
        if (explanation.activations().isEmpty()) {
            tiles.add(new Tile(small, Caption.text(name, "")));
            return;
        }
        ClassActivation top = explanation.top();
        tiles.add(
                new Tile(overlay.paintResized(small, top), new Caption(name, Lettering.told(top), top.probability())));
    }

    /** Returns the number of images added. */
    public int size() {
        return tiles.size();
    }

    /**
     * Returns the sheet, images in the order they were added.
     *
     * @return a new picture of type {@link BufferedImage#TYPE_INT_RGB}
     * @throws IllegalStateException if no image was added
     */
    public BufferedImage draw() {
        if (tiles.isEmpty()) {
            throw new IllegalStateException("one or more images expected, none was added");
        }
        int columns = (int) Math.ceil(Math.sqrt(WIDER_THAN_HIGH * tiles.size()));
        List<List<Tile>> rows = new ArrayList<>();
        for (int from = 0; from < tiles.size(); from += columns) {
            rows.add(tiles.subList(from, Math.min(from + columns, tiles.size())));
        }
        return TileGrid.draw(rows, TILE);
    }
}
