/* Light or dark: as the system has it, until the reader says otherwise. */
(() => {
  const page = document.documentElement;
  const button = byId("theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const dark = () => page.dataset.theme ? page.dataset.theme === "dark" : system.matches;
  const show = () => button.setAttribute("aria-pressed", String(dark()));

  button.addEventListener("click", () => {
    page.dataset.theme = dark() ? "light" : "dark";
    show();
  });
  system.addEventListener("change", show);
  button.hidden = false;
  show();
})();
