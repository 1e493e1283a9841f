/* The images in the page, made ready when one of them is asked for. */
const Images = (() => {
  /** Returns an image by its number, with maps of floats, the axes of its geometry, and its pixels. */
  async function load(number) {
    const image = JSON.parse(await text(number));
    const {geometry, rows, columns} = image;
    image.methods.forEach(method => method.maps = maps(method, image));
    return Object.assign(image, {
      horizontal: axis(geometry.imageWidth, geometry.scaleX, geometry.offsetX, geometry.tensorWidth, columns),
      vertical: axis(geometry.imageHeight, geometry.scaleY, geometry.offsetY, geometry.tensorHeight, rows),
      pixels: await pixels(image),
    });
  }

  /** Images stand behind the script, one after the other; the text of one is whole when something follows it. */
  async function text(number) {
    for (;;) {
      const element = byId("image-" + number);
      if (element && (element.nextSibling || document.readyState !== "loading")) {
        return element.textContent;
      }
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  }

  function bytes(base64) {
    return Uint8Array.from(atob(base64), character => character.charCodeAt(0));
  }

  function maps(method, {classes, rows, columns}) {
    const floats = new Float32Array(bytes(method.maps).buffer); // little-endian, as the machines browsers run on
    const size = rows * columns;
    return classes.map((_, i) => map(floats.subarray(i * size, (i + 1) * size), rows, columns));
  }

  function map(values, rows, columns) {
    const least = values.reduce((one, other) => Math.min(one, other));
    const most = values.reduce((one, other) => Math.max(one, other));
    return {values, rows, columns, least, most};
  }

  function axis(pixels, scale, offset, tensor, cells) {
    return {pixels, scale, offset, tensor, cells};
  }

  async function pixels(image) {
    const photo = new Image();
    photo.src = image.photo;
    await photo.decode();
    const canvas = element("canvas", {width: image.width, height: image.height});
    const context = canvas.getContext("2d");
    context.drawImage(photo, 0, 0);
    return context.getImageData(0, 0, image.width, image.height).data;
  }

  return {load, bytes};
})();
