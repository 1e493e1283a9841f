/* One image: what is known of it, its classes, and their heat over the photo. */
const Detail = (() => {
  const picture = byId("picture");
  const context = picture.getContext("2d");
  let wanted = -1; // number of the image asked for last

  /** Shows an image; of several asked for one after the other, the last. */
  async function show(number) {
    wanted = number;
    const image = await Images.load(number);
    if (wanted === number) {
      View.show(image);
      describe(image);
      Cursor.reset();
      paint();
      byId("detail").hidden = false;
    }
  }

  function describe({name, geometry, rows, columns, width, height, classes}) {
    [picture.width, picture.height] = [width, height];
    picture.parentElement.style.setProperty("--ratio", width / height);
    byId("name").textContent = name;
    byId("sizes").textContent = `${geometry.imageWidth} × ${geometry.imageHeight} pixels, ${rows} × ${columns} cells`;
    byId("classes").replaceChildren(byId("classes").firstElementChild, ...classes.map(choice));
    Cursor.outlineSeen();
  }

  function choice(entry, index) {
    const radio = element("input", {type: "radio", name: "class", checked: index === View.chosen});
    radio.addEventListener("change", () => {
      View.chosen = index;
      Cursor.reset();
      paint();
    });
    const bar = element("span", {className: "bar"});
    bar.style.setProperty("--share", entry.probability);
    return element("label", {}, radio, element("bdi", {textContent: entry.name}),
        element("span", {className: "percent", textContent: Numbers.percent(entry.probability)}),
        bar, element("span", {className: "logit", textContent: "logit " + Numbers.decimal(entry.logit, 10)}));
  }

  /** Draws what the view says. */
  function paint() {
    const {image, map, range, smooth, colors, opacity, entry} = View;
    const blended = context.createImageData(image.width, image.height);
    Heat.blend(image.pixels, Heat.levels(map, image, range, smooth), colors.table, opacity, blended.data);
    context.putImageData(blended, 0, 0);
    picture.setAttribute("aria-label", `${entry.name} in ${image.name}`);
    byId("percent").textContent = byId("opacity").value + " %";
    paintScale();
    account();
    links();
    Cursor.read();
  }

  function paintScale() {
    const ramp = byId("ramp").getContext("2d");
    const strip = ramp.createImageData(256, 1);
    Heat.blend(strip.data, Int16Array.from({length: 256}, (_, level) => level), View.colors.table, 1, strip.data);
    ramp.putImageData(strip, 0, 0);
    byId("least").textContent = View.value(View.range.least);
    byId("most").textContent = View.value(View.range.most);
    byId("unit").textContent = View.method.unit;
  }

  /** Says whether features and weights account for the score; the figure is of the class activation map, whatever is shown. */
  function account() {
    const {completeness, error, logit} = View.entry;
    const badge = element("span", {className: "badge " + completeness, textContent: completeness});
    const says = {
      complete: "The map accounts for the whole score",
      partial: "The map shows only a part of what made the score",
      undefined: "For this head nothing says that a map adds up to the score.",
    }[completeness];
    const off = error === undefined ? ""
      : `: the mean of cam’s map, with the bias, is ${Numbers.small(error)} off the logit ${Numbers.decimal(logit, 10)}.`;
    byId("account").replaceChildren(badge, " " + says + off);
  }

  function links() {
    const {method, chosen} = View;
    byId("files").replaceChildren(...[...method.overlays.slice(chosen, chosen + 1), ...method.files]
        .map(file => element("li", {}, element("a", {textContent: file.text, href: file.href}))));
  }

  byId("controls").addEventListener("input", () => View.image && paint());

  return {show};
})();
