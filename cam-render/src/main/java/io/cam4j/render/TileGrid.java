package io.cam4j.render;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/** Tiles in rows and columns on light paper, each picture in the middle of its place. */
final class TileGrid {
    private static final int GAP = 12;
    private static final Color PAPER = new Color(0xfafafa);

    private final List<List<Tile>> rows;
    private final int column;

    private TileGrid(List<List<Tile>> rows, int column) {
        this.rows = rows;
        this.column = column;
    }

    /**
     * Draws a sheet.
     *
     * @param rows one or more, of one or more tiles
     * @param leastColumn width in pixels that a column has also where pictures are narrower, for its captions
     */
    static BufferedImage draw(List<List<Tile>> rows, int leastColumn) {
        int widest = rows.stream()
                .flatMap(List::stream)
                .mapToInt(tile -> tile.picture().getWidth())
                .max()
                .orElse(0);
        return new TileGrid(rows, Math.max(widest, leastColumn)).draw();
    }

    private BufferedImage draw() {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int width = GAP + columns * (column + GAP);
        int height = GAP + rows.stream().mapToInt(TileGrid::heightOf).sum();
        BufferedImage sheet = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setColor(PAPER);
            graphics.fillRect(0, 0, width, height);
            int y = GAP;
            for (List<Tile> row : rows) {
                drawRow(graphics, row, y);
                y += heightOf(row);
            }
        } finally {
            graphics.dispose();
        }
        return sheet;
    }

    private void drawRow(Graphics2D graphics, List<Tile> row, int y) {
        int tallest = tallest(row);
        int x = GAP;
        for (Tile tile : row) {
            BufferedImage picture = tile.picture();
            int left = x + (column - picture.getWidth()) / 2;
            graphics.drawImage(picture, left, y + (tallest - picture.getHeight()) / 2, null);
            tile.caption().draw(graphics, x, y + tallest, column);
            x += column + GAP;
        }
    }

    private static int heightOf(List<Tile> row) {
        return tallest(row) + Caption.HEIGHT + GAP;
    }

    private static int tallest(List<Tile> row) {
        return row.stream().mapToInt(tile -> tile.picture().getHeight()).max().orElse(0);
    }
}
