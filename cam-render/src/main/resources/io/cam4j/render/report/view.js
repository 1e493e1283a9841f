/* What is shown: one image, one of its classes, and what the controls say. Everything that is drawn follows from it. */
const View = (() => {
  const colorMaps = new Map(JSON.parse(byId("color-maps").textContent)
      .map(map => [map.name, {...map, table: Images.bytes(map.table)}]));
  byId("colors").append(...[...colorMaps.keys()].map(textContent => element("option", {textContent})));

  const view = {
    image: null,
    chosen: 0, // which of its classes

    get entry() {
      return view.image.classes[view.chosen];
    },

    get method() {
      return view.image.methods[byId("method").selectedIndex];
    },

    get map() {
      return view.method.maps[view.chosen];
    },

    get colors() {
      return colorMaps.get(byId("colors").value);
    },

    get opacity() {
      return byId("opacity").value / 100;
    },

    get smooth() {
      return byId("cells").value === "smooth";
    },

    /** From which value to which the colors go; a diverging color map has its middle at 0. */
    get range() {
      const maps = byId("range").value === "own" ? [view.map] : view.method.maps;
      const least = Math.min(...maps.map(map => map.least));
      const most = Math.max(...maps.map(map => map.most));
      const larger = Math.max(Math.abs(least), Math.abs(most));
      return view.colors.diverging ? {least: -larger, most: larger} : {least, most};
    },

    /** A value of the map, with as many decimals as its range needs. */
    value(number) {
      return Numbers.decimal(number, view.range.most - view.range.least);
    },

    show(image) {
      const names = image.methods.map(method => method.name);
      const kept = Math.max(names.indexOf(byId("method").value), 0);
      byId("method").replaceChildren(...names.map((textContent, i) => element("option", {textContent, selected: i === kept})));
      document.documentElement.classList.toggle("one-method", names.length === 1);
      Object.assign(view, {image, chosen: 0});
    },
  };
  return view;
})();
