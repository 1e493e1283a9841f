/* Reading the map: under the pointer, cell by cell with the arrow keys, and at its peak when neither is in use. */
const Cursor = (() => {
  let place = null; // on the picture, in pixels of the original; null: where the map has its peak

  /** Says what the map has there. */
  function read() {
    const {image, map} = View;
    const at = place ?? peak();
    const [row, column] = [Heat.cellPlace(image.vertical, at.y), Heat.cellPlace(image.horizontal, at.x)];
    const seen = !Number.isNaN(row + column);
    const pointed = seen && (place !== null || map.most > map.least);
    byId("cell").hidden = byId("mark").hidden = !pointed;
    if (pointed) {
      const value = place ? Heat.sample(map, row, column, View.smooth) : map.most;
      mark(value, Heat.cellAt(row), Heat.cellAt(column));
    }
    byId("reading").textContent = seen ? text(map, row, column, at) : "The network did not look here";
  }

  function mark(value, row, column) {
    const {image, range: {least, most}} = View;
    byId("mark").style.left = 100 * (value - least) / (most - least || 1) + "%";
    outline(byId("cell"), edges(image.vertical, row, row + 1), edges(image.horizontal, column, column + 1));
  }

  function text(map, row, column, at) {
    const cell = `row ${Heat.cellAt(row) + 1}, column ${Heat.cellAt(column) + 1}`;
    const withUnit = value => `${View.value(value)} ${View.method.unit}`.trim();
    if (place !== null) {
      const own = View.value(Heat.sample(map, row, column, false));
      return `${withUnit(Heat.sample(map, row, column, View.smooth))} at pixel ${Math.floor(at.x)}, ${Math.floor(at.y)} · ${cell}: ${own}`;
    }
    return map.most > map.least
      ? `Peak ${withUnit(map.most)} in ${cell}`
      : `Flat map, ${withUnit(map.most)} everywhere: no place stands out`;
  }

  function peak() {
    return centre(View.map.values.indexOf(View.map.most));
  }

  /** The centre of the pixel in the middle of a cell, or of the nearest one in the picture. */
  function centre(cell) {
    const {image} = View;
    const row = Math.floor(cell / image.columns), column = cell % image.columns;
    return {
      x: pixel(Heat.edge(image.horizontal, column + 0.5), image.horizontal),
      y: pixel(Heat.edge(image.vertical, row + 0.5), image.vertical),
    };
  }

  function pixel(at, axis) {
    return Math.min(Math.max(Math.floor(at), 0), axis.pixels - 1) + 0.5;
  }

  /** The part of an axis some cells take, as shares of the picture. */
  function edges(axis, first, end) {
    return [first, end].map(cell => Math.min(Math.max(Heat.edge(axis, cell) / axis.pixels, 0), 1));
  }

  /** Lays an element over a part of the picture; returns the share it covers. */
  function outline(element, [top, bottom], [left, right]) {
    element.style.inset = [top, 1 - right, 1 - bottom, left].map(side => 100 * side + "%").join(" ");
    return (bottom - top) * (right - left);
  }

  /** Outlines what the network saw, where that is not all. */
  function outlineSeen() {
    const {vertical, horizontal, rows, columns} = View.image;
    byId("seen").hidden = outline(byId("seen"), edges(vertical, 0, rows), edges(horizontal, 0, columns)) > 0.998;
  }

  function moveTo(to) {
    place = to;
    if (View.image) {
      read();
    }
  }

  function point(event) {
    const box = byId("picture").getBoundingClientRect();
    const {horizontal, vertical} = View.image;
    moveTo({
      x: pixel((event.clientX - box.left) / box.width * horizontal.pixels, horizontal),
      y: pixel((event.clientY - box.top) / box.height * vertical.pixels, vertical),
    });
  }

  function press(event) {
    const {rows, columns, vertical, horizontal} = View.image;
    const at = place ?? peak();
    const row = Heat.cellAt(Heat.cellPlace(vertical, at.y) || 0), column = Heat.cellAt(Heat.cellPlace(horizontal, at.x) || 0);
    const to = {
      ArrowUp: [row - 1, column], ArrowDown: [row + 1, column], ArrowLeft: [row, column - 1], ArrowRight: [row, column + 1],
      Home: [row, 0], End: [row, columns - 1],
    }[event.key];
    const within = (value, count) => Math.min(Math.max(value, 0), count - 1);
    if (to) {
      event.preventDefault();
      moveTo(centre(within(to[0], rows) * columns + within(to[1], columns)));
    } else if (event.key === "Escape") {
      moveTo(null);
    }
  }

  byId("picture").addEventListener("pointermove", point);
  byId("picture").addEventListener("pointerdown", point);
  byId("picture").addEventListener("pointerleave", event => event.pointerType === "mouse" && moveTo(null));
  byId("picture").addEventListener("keydown", press);

  return {read, outlineSeen, reset: () => moveTo(null)};
})();
