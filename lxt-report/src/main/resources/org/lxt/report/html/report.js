"use strict";
// Switches targets and shows numbers. All markup was made beforehand; data is only ever written as text.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const stage = document.getElementById("stage");
  const tip = document.getElementById("tip");
  const buttons = [...document.querySelectorAll("[data-target]")];
  const panels = [stage.querySelector(".panel")];
  document.querySelectorAll("template.target").forEach((t) => panels.push(t.content.firstElementChild));
  document.documentElement.classList.add("script");

  function prepare(panel) {
    // The browser's own tooltips would cover ours.
    panel.querySelectorAll(".t[title]").forEach((t) => t.removeAttribute("title"));
    return panel;
  }

  function select(index) {
    hide();
    stage.replaceChildren(prepare(panels[index]));
    buttons.forEach((b) => b.setAttribute("aria-pressed", String(Number(b.dataset.target) === index)));
    const answer = stage.querySelector(".answer");
    document.title = "Why " + (answer ? answer.textContent : "") + "?";
  }

  const targetOf = (element) => data.targets[Number(element.closest(".panel").dataset.index)];

  function line(tag, text) {
    const node = document.createElement(tag);
    node.textContent = text;
    return node;
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
    stage.querySelectorAll(".cursor").forEach((c) => c.setAttribute("visibility", "hidden"));
  }

  function showToken(token, x) {
    const target = targetOf(token);
    const i = Number(token.dataset.i);
    const facts = ["token " + i, "id " + target.ids[i]];
    if (target.special.includes(i)) facts.push("special");
    if (target.shares[i]) facts.push(target.shares[i] + " of the value");
    if (i > target.lastSeen) facts.push("after the answer");
    if (token.classList.contains("clipped")) facts.push("beyond the fitted scale");
    const boxes = [...token.getClientRects()];
    const box = boxes.find((b) => x >= b.left && x <= b.right) || boxes[0];
    show(
      [line("bdi", data.prompts[target.prompt][i]), line("b", target.relevance[i]), line("small", facts.join(" \u00b7 "))],
      box.left + box.width / 2, box.top, box.bottom);
  }

  function signed(value) {
    const size = Math.abs(value);
    const text = size >= 1e6 || (size > 0 && size < 1e-4) ? size.toExponential(3) : size.toFixed(4);
    return (value < 0 ? "\u2212" : "+") + text;
  }

  function showCell(map, column, row) {
    const target = targetOf(map);
    if (row < 0 || row >= target.latent.length || column < 0 || column >= target.relevance.length) {
      hide();
      return;
    }
    map.dataset.at = column + " " + row;
    const width = Number(map.dataset.column);
    const height = Number(map.dataset.row);
    const cursor = map.querySelector(".cursor");
    cursor.setAttribute("x", column * width - (width > 5 ? 0.5 : 0));
    cursor.setAttribute("y", row * height - 0.5);
    cursor.setAttribute("visibility", "visible");
    const box = map.getBoundingClientRect();
    show(
      [line("bdi", data.prompts[target.prompt][column]), line("b", signed(target.latent[row][column])),
        line("small", "token " + column + " \u00b7 " + target.sites[row])],
      box.left + (column + 0.5) * width, box.top + row * height, box.top + (row + 1) * height);
  }

  stage.addEventListener("pointermove", (event) => {
    const token = event.target.closest(".t");
    const map = event.target.closest(".cells");
    if (token) {
      showToken(token, event.clientX);
    } else if (map) {
      const box = map.getBoundingClientRect();
      showCell(map, Math.floor((event.clientX - box.left) / Number(map.dataset.column)),
        Math.floor((event.clientY - box.top) / Number(map.dataset.row)));
    } else {
      hide();
    }
  });
  stage.addEventListener("pointerleave", hide);
  stage.addEventListener("focusin", (event) => {
    if (event.target.matches(".t")) {
      showToken(event.target, event.target.getBoundingClientRect().left);
    } else if (event.target.matches(".cells") && event.target.matches(":focus-visible")) {
      const [column, row] = (event.target.dataset.at || "0 0").split(" ").map(Number);
      showCell(event.target, column, row);
    }
  });
  stage.addEventListener("focusout", hide);

  function step(token, key) {
    const all = [...token.parentElement.querySelectorAll(".t")];
    const at = all.indexOf(token);
    const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[key];
    return to === undefined ? undefined : all[to];
  }

  stage.addEventListener("keydown", (event) => {
    if (event.target.matches(".t")) {
      const next = step(event.target, event.key);
      if (next) {
        event.preventDefault();
        event.target.tabIndex = -1;
        next.tabIndex = 0;
        next.focus();
      }
    } else if (event.target.matches(".cells")) {
      const move = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
      if (move) {
        event.preventDefault();
        const target = targetOf(event.target);
        const [column, row] = (event.target.dataset.at || "0 0").split(" ").map(Number);
        const within = (value, size) => Math.min(Math.max(value, 0), size - 1);
        showCell(event.target, within(column + move[0], target.relevance.length), within(row + move[1], target.latent.length));
      }
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  buttons.forEach((b) => b.addEventListener("click", () => select(Number(b.dataset.target))));
  select(0);
})();
