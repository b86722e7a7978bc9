// SPDX-License-Identifier: BSD-3-Clause
"use strict";
// What the pages about texts and about images share: targets that are switched, and a box of numbers. All markup was made
// beforehand; data is only ever written as text.
const page = (() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const stage = document.getElementById("stage");
  const tip = document.getElementById("tip");
  const buttons = [...document.querySelectorAll("[data-target]")];
  const panels = [stage.querySelector(".panel")];
  document.querySelectorAll("template.target").forEach((t) => panels.push(t.content.firstElementChild));
  document.documentElement.classList.add("script");

  const targetOf = (element) => data.targets[Number(element.closest(".panel").dataset.index)];
  const within = (value, size) => Math.min(Math.max(value, 0), size - 1);
  const move = (key) => ({ ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[key]);

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

  // Shows the first target and lets the buttons show others. prepare(panel) is called before a panel is shown, hideMarks()
  // whenever the box goes.
  function start(prepare, hideMarks) {
    function hide() {
      tip.hidden = true;
      hideMarks();
    }

    function select(index) {
      hide();
      prepare(panels[index]);
      stage.replaceChildren(panels[index]);
      buttons.forEach((b) => b.setAttribute("aria-pressed", String(Number(b.dataset.target) === index)));
      const answer = stage.querySelector(".answer");
      document.title = "Why " + (answer ? answer.textContent : "") + "?";
    }

    stage.addEventListener("pointerleave", hide);
    stage.addEventListener("focusout", hide);
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") hide();
    });
    buttons.forEach((b) => b.addEventListener("click", () => select(Number(b.dataset.target))));
    select(0);
    return hide;
  }

  return { data, stage, targetOf, within, move, line, signed, show, start };
})();
