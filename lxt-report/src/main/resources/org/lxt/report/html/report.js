// SPDX-License-Identifier: BSD-3-Clause
// Shows the numbers of tokens and of layers.
(() => {
  const { data, stage, targetOf, within, move, line, signed, show } = page;

  const hide = page.start(
    // the browser's own tooltips would cover ours
    (panel) => panel.querySelectorAll(".t[title]").forEach((t) => t.removeAttribute("title")),
    () => stage.querySelectorAll(".cursor").forEach((c) => c.setAttribute("visibility", "hidden")));

  function showToken(token, x) {
    const target = targetOf(token);
    const i = Number(token.dataset.i);
    const facts = target.facts[i] + (token.classList.contains("clipped") ? " \u00b7 beyond the fitted scale" : "");
    const boxes = [...token.getClientRects()];
    const box = boxes.find((b) => x >= b.left && x <= b.right) || boxes[0];
    show(
      [line("bdi", data.prompts[target.prompt][i]), line("b", target.relevance[i]), line("small", facts)],
      box.left + box.width / 2, box.top, box.bottom);
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
        line("small", target.names[column] + " \u00b7 " + target.sites[row])],
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
  stage.addEventListener("focusin", (event) => {
    if (event.target.matches(".t")) {
      showToken(event.target, event.target.getBoundingClientRect().left);
    } else if (event.target.matches(".cells") && event.target.matches(":focus-visible")) {
      const [column, row] = (event.target.dataset.at || "0 0").split(" ").map(Number);
      showCell(event.target, column, row);
    }
  });

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
      const way = move(event.key);
      if (way) {
        event.preventDefault();
        const target = targetOf(event.target);
        const [column, row] = (event.target.dataset.at || "0 0").split(" ").map(Number);
        showCell(event.target, within(column + way[0], target.relevance.length), within(row + way[1], target.latent.length));
      }
    }
  });
})();
