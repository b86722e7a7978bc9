"use strict";
// Switches targets, fades the heatmap and shows numbers. All markup was made beforehand; data is only ever written as text.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const stage = document.getElementById("stage");
  const tip = document.getElementById("tip");
  const buttons = [...document.querySelectorAll("[data-target]")];
  const panels = [stage.querySelector(".panel")];
  document.querySelectorAll("template.target").forEach((t) => panels.push(t.content.firstElementChild));
  document.documentElement.classList.add("script");
  let opacity = "90";

  function select(index) {
    hide();
    stage.replaceChildren(panels[index]);
    stage.querySelectorAll(".opacity input").forEach((input) => { input.value = opacity; });
    buttons.forEach((b) => b.setAttribute("aria-pressed", String(Number(b.dataset.target) === index)));
    const answer = stage.querySelector(".answer");
    document.title = "Why " + (answer ? answer.textContent : "") + "?";
  }

  const targetOf = (element) => data.targets[Number(element.closest(".panel").dataset.index)];

  function floats(pixels) {
    if (!pixels.numbers) {
      const bytes = Uint8Array.from(atob(pixels.floats), (c) => c.charCodeAt(0));
      const view = new DataView(bytes.buffer);
      pixels.numbers = Float32Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(4 * i, true));
    }
    return pixels.numbers;
  }

  function line(tag, text) {
    const node = document.createElement(tag);
    node.textContent = text;
    return node;
  }

  function signed(value) {
    const size = Math.abs(value);
    const text = size >= 1e6 || (size > 0 && size < 1e-4) ? size.toExponential(3) : size.toFixed(4);
    return (value < 0 ? "\u2212" : "+") + text;
  }

  function show(lines, x, top, bottom) {
    tip.replaceChildren(...lines);
    tip.hidden = false;
    const box = tip.getBoundingClientRect();
    const left = Math.min(Math.max(8, x - box.width / 2), document.documentElement.clientWidth - box.width - 8);
    const above = top - box.height - 8;
    tip.style.left = left + "px";
    tip.style.top = (above > 4 ? above : bottom + 8) + "px";
  }

  function hide() {
    tip.hidden = true;
    stage.querySelectorAll(".spot").forEach((s) => { s.hidden = true; });
  }

  const byPatch = () => document.getElementById("cells-patches").checked;
  const within = (value, size) => Math.min(Math.max(value, 0), size - 1);

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
  stage.addEventListener("pointerleave", hide);
  stage.addEventListener("focusout", hide);
  stage.addEventListener("input", (event) => {
    if (event.target.matches(".opacity input")) {
      opacity = event.target.value;
      document.documentElement.style.setProperty("--glass", String(Number(opacity) / 100));
    }
  });
  stage.addEventListener("keydown", (event) => {
    const move = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
    if (move && event.target.matches(".stack")) {
      event.preventDefault();
      const pixels = targetOf(event.target).pixels;
      const [x, y] = (event.target.dataset.at || "0 0").split(" ").map(Number);
      const width = byPatch() ? pixels.patchWidth : 1;
      const height = byPatch() ? pixels.patchHeight : 1;
      showPixel(event.target, within(x + move[0] * width, pixels.width), within(y + move[1] * height, pixels.height));
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  buttons.forEach((b) => b.addEventListener("click", () => select(Number(b.dataset.target))));
  select(0);
})();
