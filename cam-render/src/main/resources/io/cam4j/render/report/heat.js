/*
 * A map over its picture, as HeatPreset.MIN_MAX has it: the map covers the network's input evenly, cell i of n with its
 * centre at (i + 0.5) / n; bilinear between centres, and beyond the outermost the border cell repeats. Where the network
 * did not look there is no heat.
 */
const Heat = (() => {
  const UNSEEN = -1;

  /** The place in cells of a place in pixels of the original, cell centres at whole numbers; NaN where the network did not look. */
  function cellPlace(axis, place) {
    const share = (place * axis.scale + axis.offset) / axis.tensor;
    const seen = share > -1e-9 && share < 1 - 1e-9;
    return seen ? Math.min(Math.max(share * axis.cells - 0.5, 0), axis.cells - 1) : NaN;
  }

  /** The cell around a place in cells. */
  function cellAt(cellPlace) {
    return Math.floor(cellPlace + 0.5);
  }

  /** The place in pixels of the original of a cell's first edge; half a cell further is its centre. */
  function edge(axis, cell) {
    return (cell / axis.cells * axis.tensor - axis.offset) / axis.scale;
  }

  /** The map's value at a place in cells, in logits. */
  function sample(map, row, column, smooth) {
    const {values, rows, columns} = map;
    if (!smooth) {
      return values[cellAt(row) * columns + cellAt(column)];
    }
    const top = Math.floor(row), left = Math.floor(column);
    const bottom = Math.min(top + 1, rows - 1), right = Math.min(left + 1, columns - 1);
    const down = row - top, across = column - left;
    const above = values[top * columns + left] * (1 - across) + values[top * columns + right] * across;
    const below = values[bottom * columns + left] * (1 - across) + values[bottom * columns + right] * across;
    return above * (1 - down) + below * down;
  }

  /** Levels 0 to 255 of the pixels of an image as it is shown, row-major; UNSEEN where the network did not look. */
  function levels(map, image, range, smooth) {
    const rows = places(image.vertical, image.height);
    const columns = places(image.horizontal, image.width);
    const factor = range.most > range.least ? 255 / (range.most - range.least) : 0;
    const levels = new Int16Array(rows.length * columns.length).fill(UNSEEN);
    for (let y = 0, at = 0; y < rows.length; y++) {
      for (let x = 0; x < columns.length; x++, at++) {
        if (rows[y] >= 0 && columns[x] >= 0) { // NaN is neither
          levels[at] = Math.round((sample(map, rows[y], columns[x], smooth) - range.least) * factor);
        }
      }
    }
    return levels;
  }

  /** The places in cells of the centres of the pixels shown. */
  function places(axis, pixels) {
    return Float64Array.from({length: pixels}, (_, i) => cellPlace(axis, (i + 0.5) * axis.pixels / pixels));
  }

  /** Puts heat over a photo. photo and blended: RGBA, row-major; colors: 256 times RGB; opacity: 0 to 1 */
  function blend(photo, levels, colors, opacity, blended) {
    for (let i = 0, at = 0; i < levels.length; i++, at += 4) {
      const weight = levels[i] === UNSEEN ? 0 : opacity;
      const color = levels[i] === UNSEEN ? 0 : 3 * levels[i];
      blended[at] = photo[at] * (1 - weight) + colors[color] * weight;
      blended[at + 1] = photo[at + 1] * (1 - weight) + colors[color + 1] * weight;
      blended[at + 2] = photo[at + 2] * (1 - weight) + colors[color + 2] * weight;
      blended[at + 3] = 255;
    }
  }

  return {cellPlace, cellAt, edge, sample, levels, blend};
})();
