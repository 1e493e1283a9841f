/* One image: its classes, their heat over the photo, and the map's values under the pointer and the arrow keys. */
const Detail = (() => {
  const byId = id => document.getElementById(id);
  const picture = byId("picture");
  const context = picture.getContext("2d");
  const colorMaps = new Map(JSON.parse(byId("color-maps").textContent)
      .map(map => [map.name, {...map, table: Images.bytes(map.table)}]));

  let wanted = -1; // number of the image asked for last
  let image = null; // what is shown
  let chosen = 0; // which of its classes
  let cursor = null; // place on the picture, in pixels of the original; null: where the map has its peak

  /** Shows an image; of several asked for one after the other, the last. */
  async function show(number) {
    wanted = number;
    const next = await Images.load(number);
    if (wanted === number) {
      [image, chosen, cursor] = [next, 0, null];
      describe();
      paint();
      byId("detail").hidden = false;
    }
  }

  function describe() {
    const {geometry, rows, columns, horizontal, vertical} = image;
    [picture.width, picture.height] = [image.width, image.height];
    picture.parentElement.style.setProperty("--ratio", image.width / image.height);
    byId("name").textContent = image.name;
    byId("sizes").textContent = `${geometry.imageWidth} × ${geometry.imageHeight} pixels, ${rows} × ${columns} cells`;
    byId("classes").replaceChildren(byId("classes").firstElementChild, ...image.classes.map(choice));
    byId("files").replaceChildren(...image.files.map(file => element("li", {}, link(file.text, file.href))));
    byId("seen").hidden = outline(byId("seen"), edges(vertical, 0, rows), edges(horizontal, 0, columns)) > 0.998;
  }

  function choice(entry, index) {
    const radio = element("input", {type: "radio", name: "class", checked: index === chosen});
    radio.addEventListener("change", () => {
      [chosen, cursor] = [index, null];
      paint();
    });
    const bar = element("span", {className: "bar"});
    bar.style.setProperty("--share", entry.probability);
    return element("label", {}, radio, element("bdi", {textContent: entry.name}),
        element("span", {className: "percent", textContent: percent(entry.probability)}),
        bar, element("span", {className: "logit", textContent: "logit " + decimal(entry.logit, 10)}));
  }

  function element(name, properties, ...children) {
    const created = Object.assign(document.createElement(name), properties);
    created.append(...children);
    return created;
  }

  function link(textContent, href) {
    return element("a", {textContent, href});
  }

  /** The part of an axis some cells take, as shares of the picture. */
  function edges(axis, first, end) {
    const within = cell => Math.min(Math.max(Heat.edge(axis, cell) / axis.pixels, 0), 1);
    return [within(first), within(end)];
  }

  /** Lays an element over a part of the picture; returns the share it covers. */
  function outline(element, [top, bottom], [left, right]) {
    element.style.inset = [top, 1 - right, 1 - bottom, left].map(side => 100 * side + "%").join(" ");
    return (bottom - top) * (right - left);
  }

  /** Draws what the controls say. */
  function paint() {
    const blended = context.createImageData(image.width, image.height);
    const levels = Heat.levels(image.maps[chosen], image, range(), smooth());
    Heat.blend(image.pixels, levels, colors().table, byId("opacity").value / 100, blended.data);
    context.putImageData(blended, 0, 0);
    picture.setAttribute("aria-label", `${image.classes[chosen].name} in ${image.name}`);
    byId("percent").textContent = byId("opacity").value + " %";
    paintScale();
    account();
    read();
  }

  function paintScale() {
    const ramp = byId("ramp").getContext("2d");
    const strip = ramp.createImageData(256, 1);
    Heat.blend(strip.data, Int16Array.from({length: 256}, (_, level) => level), colors().table, 1, strip.data);
    ramp.putImageData(strip, 0, 0);
    byId("least").textContent = logits(range().least);
    byId("most").textContent = logits(range().most);
  }

  function colors() {
    return colorMaps.get(byId("colors").value);
  }

  function smooth() {
    return byId("cells").value === "smooth";
  }

  /** From which value to which the colors go; a diverging color map has its middle at 0. */
  function range() {
    const maps = byId("range").value === "own" ? [image.maps[chosen]] : image.maps;
    const least = Math.min(...maps.map(map => map.least));
    const most = Math.max(...maps.map(map => map.most));
    const larger = Math.max(Math.abs(least), Math.abs(most));
    return colors().diverging ? {least: -larger, most: larger} : {least, most};
  }

  function account() {
    const {completeness, error, logit, overlay} = image.classes[chosen];
    const badge = element("span", {className: "badge " + completeness, textContent: completeness});
    const off = () => `The map’s mean, with the bias, is ${small(error)} off the logit ${decimal(logit, 10)}`;
    const text = {
      complete: () => off() + ": the map accounts for the whole score.",
      partial: () => off() + ": the map shows only a part of what made the score.",
      undefined: () => "This method does not promise that the map adds up to the logit.",
    };
    byId("account").replaceChildren(badge, " " + text[completeness]());
    byId("overlay")?.remove();
    if (overlay) {
      byId("files").prepend(element("li", {id: "overlay"}, link("overlay (.png)", overlay)));
    }
  }

  /** Says what the map has at the cursor, or where its peak is. */
  function read() {
    const map = image.maps[chosen];
    const place = cursor ?? centre(map.values.indexOf(map.most));
    const [row, column] = [Heat.cellPlace(image.vertical, place.y), Heat.cellPlace(image.horizontal, place.x)];
    const seen = !Number.isNaN(row + column);
    const pointed = seen && (cursor !== null || map.most > map.least);
    byId("cell").hidden = byId("mark").hidden = !pointed;
    if (pointed) {
      mark(cursor ? Heat.sample(map, row, column, smooth()) : map.most, Heat.cellAt(row), Heat.cellAt(column));
    }
    byId("reading").textContent = seen ? reading(map, row, column, place) : "The network did not look here";
  }

  function mark(value, row, column) {
    const {least, most} = range();
    byId("mark").style.left = 100 * (value - least) / (most - least || 1) + "%";
    outline(byId("cell"), edges(image.vertical, row, row + 1), edges(image.horizontal, column, column + 1));
  }

  function reading(map, row, column, place) {
    const cell = `row ${Heat.cellAt(row) + 1}, column ${Heat.cellAt(column) + 1}`;
    if (cursor !== null) {
      const value = logits(Heat.sample(map, row, column, smooth()));
      const own = logits(Heat.sample(map, row, column, false));
      return `${value} logits at pixel ${Math.floor(place.x)}, ${Math.floor(place.y)} · ${cell}: ${own}`;
    }
    return map.most > map.least
      ? `Peak ${logits(map.most)} logits in ${cell}`
      : `Flat map, ${logits(map.most)} logits everywhere: no place stands out`;
  }

  /** The centre of the pixel in the middle of a cell, or of the nearest one in the picture. */
  function centre(cell) {
    const row = Math.floor(cell / image.columns), column = cell % image.columns;
    return {
      x: pixel(Heat.edge(image.horizontal, column + 0.5), image.horizontal),
      y: pixel(Heat.edge(image.vertical, row + 0.5), image.vertical),
    };
  }

  function pixel(place, axis) {
    return Math.min(Math.max(Math.floor(place), 0), axis.pixels - 1) + 0.5;
  }

  function point(event) {
    const box = picture.getBoundingClientRect();
    const share = {x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height};
    moveTo({x: pixel(share.x * image.horizontal.pixels, image.horizontal), y: pixel(share.y * image.vertical.pixels, image.vertical)});
  }

  function moveTo(place) {
    cursor = place;
    read();
  }

  function press(event) {
    const map = image.maps[chosen];
    const place = cursor ?? centre(map.values.indexOf(map.most));
    const cell = (axis, at) => Heat.cellAt(Heat.cellPlace(axis, at) || 0);
    const [row, column] = [cell(image.vertical, place.y), cell(image.horizontal, place.x)];
    const to = {
      ArrowUp: [row - 1, column], ArrowDown: [row + 1, column], ArrowLeft: [row, column - 1], ArrowRight: [row, column + 1],
      Home: [row, 0], End: [row, image.columns - 1],
    }[event.key];
    if (to) {
      event.preventDefault();
      const within = (value, count) => Math.min(Math.max(value, 0), count - 1);
      moveTo(centre(within(to[0], image.rows) * image.columns + within(to[1], image.columns)));
    } else if (event.key === "Escape") {
      moveTo(null);
    }
  }

  /** A value with as many decimals as the range shown needs. */
  function logits(value) {
    return decimal(value, range().most - range().least);
  }

  function decimal(value, extent) {
    const decimals = extent > 0 ? Math.min(Math.max(3 - Math.ceil(Math.log10(extent)), 0), 12) : 2;
    return value.toFixed(decimals).replace("-", "−");
  }

  function small(value) {
    return value === 0 || value >= 0.001 ? value.toPrecision(2) : value.toExponential(1).replace("-", "−");
  }

  function percent(share) {
    return share > 0 && share < 0.0005 ? "< 0.1 %" : (100 * share).toFixed(1) + " %";
  }

  byId("colors").append(...[...colorMaps.values()].map(map => element("option", {textContent: map.name})));
  byId("controls").addEventListener("input", paint);
  picture.addEventListener("pointermove", point);
  picture.addEventListener("pointerdown", point);
  picture.addEventListener("pointerleave", event => event.pointerType === "mouse" && moveTo(null));
  picture.addEventListener("keydown", press);

  return {show};
})();
