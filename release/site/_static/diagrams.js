// SPDX-License-Identifier: BSD-3-Clause
// Draws the diagrams of a page in the colours that it is shown in.
const dark = () => {
  const chosen = document.body.dataset.theme;
  return chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
};
const sources = new Map();

async function draw() {
  mermaid.initialize({ startOnLoad: false, theme: dark() ? "dark" : "default" });
  for (const [diagram, source] of sources) {
    diagram.removeAttribute("data-processed");
    diagram.textContent = source;
  }
  await mermaid.run();
}

addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("pre.mermaid").forEach((d) => sources.set(d, d.textContent));
  draw();
  new MutationObserver(draw).observe(document.body, { attributeFilter: ["data-theme"] });
});
