// SPDX-License-Identifier: BSD-3-Clause
// Fades the heatmap and shows the numbers of pixels, patches and layers.
(() => {
  const { stage, targetOf, within, move, line, signed, show } = page;
  let opacity = "90";

  const hide = page.start(
    (panel) => panel.querySelectorAll(".opacity input").forEach((input) => { input.value = opacity; }),
    () => stage.querySelectorAll(".spot").forEach((s) => { s.hidden = true; }));

  function floats(pixels) {
    if (!pixels.numbers) {
      const bytes = Uint8Array.from(atob(pixels.floats), (c) => c.charCodeAt(0));
      const view = new DataView(bytes.buffer);
      pixels.numbers = Float32Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(4 * i, true));
    }
    return pixels.numbers;
  }

  const byPatch = () => document.getElementById("cells-patches").checked;

  function patchRelevance(target, row, column) {
    const pixels = target.pixels;
    const numbers = floats(pixels);
    let sum = 0;
    for (let c = 0; c < pixels.channels; c++) {
      for (let y = row * pixels.patchHeight; y < (row + 1) * pixels.patchHeight; y++) {
        for (let x = column * pixels.patchWidth; x < (column + 1) * pixels.patchWidth; x++) {
          sum += numbers[(c * pixels.height + y) * pixels.width + x];
        }
      }
    }
    return sum;
  }

  function showPixel(stack, x, y) {
    const target = targetOf(stack);
    const pixels = target.pixels;
    const row = Math.floor(y / pixels.patchHeight);
    const column = Math.floor(x / pixels.patchWidth);
    const patch = patchRelevance(target, row, column);
    const channels = Array.from({ length: pixels.channels },
      (_, c) => floats(pixels)[(c * pixels.height + y) * pixels.width + x]);
    const sum = channels.reduce((a, b) => a + b, 0);
    const whole = byPatch();
    stack.dataset.at = x + " " + y;
    const box = stack.querySelector(".photo").getBoundingClientRect();
    const size = box.width / pixels.width;
    const spot = stack.querySelector(".spot");
    const width = whole ? pixels.patchWidth : 1;
    const height = whole ? pixels.patchHeight : 1;
    const left = (whole ? column * width : x) * size;
    const top = (whole ? row * height : y) * size;
    Object.assign(spot.style, { left: left + "px", top: top + "px", width: width * size + "px", height: height * size + "px" });
    spot.hidden = false;
    const lines = whole
      ? [line("bdi", "patch row " + row + ", column " + column), line("b", signed(patch)),
        line("small", "token " + (pixels.leading + row * (pixels.width / pixels.patchWidth) + column))]
      : [line("bdi", "pixel " + x + ", " + y), line("b", signed(sum)),
        line("small", channels.map((v, c) => (["red", "green", "blue"][c] || "channel " + c) + " " + signed(v)).join(" \u00b7 ")),
        line("small", "patch row " + row + ", column " + column + ": " + signed(patch))];
    show(lines, box.left + left + width * size / 2, box.top + top, box.top + top + height * size);
  }

  function showLayer(figure, event) {
    const target = targetOf(figure);
    const pixels = target.pixels;
    // the rows of the data go from the last site to the first
    const row = target.latent.length - 1 - Number(figure.dataset.site);
    const columns = pixels.width / pixels.patchWidth;
    const rows = pixels.height / pixels.patchHeight;
    const box = figure.querySelector("img").getBoundingClientRect();
    const x = Math.floor((event.clientX - box.left) / box.width * columns);
    const y = Math.floor((event.clientY - box.top) / box.height * rows);
    if (x < 0 || x >= columns || y < 0 || y >= rows) {
      hide();
      return;
    }
    show([line("bdi", "patch row " + y + ", column " + x), line("b", signed(target.latent[row][pixels.leading + y * columns + x])),
      line("small", target.sites[row])], event.clientX, event.clientY - 8, event.clientY + 8);
  }

  stage.addEventListener("pointermove", (event) => {
    const stack = event.target.closest(".stack");
    const figure = event.target.closest(".layers .map-of");
    if (stack) {
      const pixels = targetOf(stack).pixels;
      const box = stack.querySelector(".photo").getBoundingClientRect();
      showPixel(stack, within(Math.floor((event.clientX - box.left) / box.width * pixels.width), pixels.width),
        within(Math.floor((event.clientY - box.top) / box.height * pixels.height), pixels.height));
    } else if (figure) {
      showLayer(figure, event);
    } else {
      hide();
    }
  });
  stage.addEventListener("input", (event) => {
    if (event.target.matches(".opacity input")) {
      opacity = event.target.value;
      document.documentElement.style.setProperty("--glass", String(Number(opacity) / 100));
    }
  });
  stage.addEventListener("keydown", (event) => {
    const way = move(event.key);
    if (way && event.target.matches(".stack")) {
      event.preventDefault();
      const pixels = targetOf(event.target).pixels;
      const [x, y] = (event.target.dataset.at || "0 0").split(" ").map(Number);
      const width = byPatch() ? pixels.patchWidth : 1;
      const height = byPatch() ? pixels.patchHeight : 1;
      showPixel(event.target, within(x + way[0] * width, pixels.width), within(y + way[1] * height, pixels.height));
    }
  });
})();
