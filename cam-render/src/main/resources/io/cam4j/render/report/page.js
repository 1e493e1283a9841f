"use strict";

/* What all parts of the page use: elements, and numbers as text. */

const byId = id => document.getElementById(id);

function element(name, properties, ...children) {
  const created = Object.assign(document.createElement(name), properties);
  created.append(...children);
  return created;
}

const Numbers = {
  /** Three digits or more, as many as tell values of such a range apart. */
  decimal(value, extent) {
    const decimals = extent > 0 ? Math.min(Math.max(3 - Math.ceil(Math.log10(extent)), 0), 12) : 2;
    return value.toFixed(decimals).replace("-", "−");
  },

  /** Two digits. */
  small(value) {
    return value === 0 || value >= 0.001 ? value.toPrecision(2) : value.toExponential(1).replace("-", "−");
  },

  percent(share) {
    return share > 0 && share < 0.0005 ? "< 0.1 %" : (100 * share).toFixed(1) + " %";
  },
};
