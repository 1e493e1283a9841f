/* The table: sorting, filtering, choosing; and the way between it and the one image where there is room for one only. */
(() => {
  const page = document.documentElement;
  const body = byId("images").tBodies[0];
  const heads = [...byId("images").tHead.querySelectorAll("th")];
  const button = row => row.querySelector("button");
  const noted = [...body.rows].filter(row => !button(row)); // failed, or nothing found
  const explained = [...body.rows].filter(button); // in the order shown
  const filter = byId("filter").querySelector("input");
  const alphabetical = new Intl.Collator("en", {numeric: true}).compare;

  function choose(row) {
    const before = body.querySelector("tr.current");
    if (before) {
      before.classList.remove("current");
      button(before).removeAttribute("aria-current");
    }
    row.classList.add("current");
    button(row).setAttribute("aria-current", "true");
    stopAt(row);
    Detail.show(Number(row.dataset.image));
  }

  /** The table is one stop for the Tab key; from there the arrow keys go on. */
  function stopAt(row) {
    explained.forEach(other => button(other).tabIndex = other === row ? 0 : -1);
  }

  function click(event) {
    const row = event.target.closest("tr");
    if (button(row)) {
      choose(row);
      page.dataset.view = "detail";
      if (byId("back").offsetParent) { // shown where the image takes the place of the table
        byId("name").focus();
        scrollTo(0, 0);
      }
    }
  }

  function back() {
    page.dataset.view = "list";
    button(body.querySelector("tr.current")).focus();
  }

  function press(event) {
    const shown = explained.filter(row => !row.hidden);
    const at = shown.indexOf(event.target.closest("tr"));
    const to = {
      ArrowUp: at - 1, ArrowDown: at + 1, PageUp: at - 10, PageDown: at + 10, Home: 0, End: shown.length - 1,
    }[event.key];
    if (to !== undefined && at >= 0) {
      event.preventDefault();
      const row = shown[Math.min(Math.max(to, 0), shown.length - 1)];
      choose(row);
      button(row).focus();
    }
  }

  /** Sorts by a column, the other way round where it is sorted already. What was not explained stays at the end. */
  function sort(head) {
    const direction = head.ariaSort === "ascending" ? -1 : 1;
    heads.forEach(other => other.ariaSort = null);
    head.ariaSort = direction > 0 ? "ascending" : "descending";
    explained.sort((one, other) => direction * compare(one.cells[head.cellIndex], other.cells[head.cellIndex]));
    body.append(...explained, ...noted);
  }

  function compare(one, other) {
    const [a, b] = [one, other].map(cell => cell.dataset.value);
    return a === undefined ? alphabetical(one.textContent, other.textContent) : order(a) - order(b) || 0;
  }

  function order(number) {
    return number === "NaN" ? Number.MAX_VALUE : Number(number);
  }

  function match() {
    const text = filter.value.trim().toLowerCase();
    const rows = [...body.rows];
    rows.forEach(row => row.hidden = ![row.cells[1], row.cells[2]].some(cell => cell.textContent.toLowerCase().includes(text)));
    const shown = rows.filter(row => !row.hidden);
    byId("matches").textContent = text === "" ? "" : `${shown.length} of ${rows.length}`;
    const reachable = shown.filter(button);
    if (reachable.length > 0 && !reachable.some(row => button(row).tabIndex === 0)) {
      stopAt(reachable[0]);
    }
  }

  heads.forEach(head => button(head).addEventListener("click", () => sort(head)));
  body.addEventListener("click", click);
  body.addEventListener("keydown", press);
  byId("back").addEventListener("click", back);
  filter.addEventListener("input", match);

  byId("filter").hidden = body.rows.length < 2;
  page.dataset.view = "list";
  if (explained.length > 0) {
    choose(explained[0]);
  }
  if (body.rows.length === 1 && explained.length === 1) {
    page.dataset.view = "single";
  }
})();
