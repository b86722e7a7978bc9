// SPDX-License-Identifier: BSD-3-Clause
// Shows the numbers of a matrix's cells, and the text in the colours of the row that is looked at.
(() => {
  const { data, stage, within, move, line, signed, show } = page;
  const tip = document.getElementById("tip");
  const title = document.getElementById("row-title");
  const facts = document.getElementById("row-facts");
  const text = document.getElementById("row-text");
  const zoom = document.getElementById("zoom");
  const figuresFrom = 40;
  const labelsFrom = 10;
  const SUMS = -1;
  let held = null;
  let reading = null;

  const tables = [...stage.querySelectorAll("section.matrix")].map((section, index) => {
    const rows = new Map();
    section.querySelectorAll("tbody tr").forEach((tr) => {
      const cells = [...tr.querySelectorAll("td:not(.figure)")];
      cells.forEach((cell, column) => { cell.column = column; cell.row = Number(tr.dataset.row); });
      rows.set(Number(tr.dataset.row), { tr, cells });
    });
    return { index, section, grid: section.querySelector(".grid"), rows, heads: [...section.querySelectorAll("thead .column")],
      data: data.tables[index], at: { row: SUMS, column: 0 } };
  });
  const shown = () => tables.find((t) => t.section.offsetParent !== null) || tables[0];

  function relevance(table, row) {
    return row === SUMS ? table.data.sums : table.data.rows[row].relevance;
  }

  function rowName(table, row) {
    return row === SUMS ? "All rows" : table.data.columns[table.data.rows[row].column].name;
  }

  // The text below, in the colours of the cells of a row.
  function read(table, row) {
    if (reading !== table) {
      reading = table;
      text.replaceChildren(...table.data.columns.map((column, i) => {
        const node = line("bdi", column.text);
        node.column = i;
        return node;
      }));
    }
    title.textContent = row === SUMS ? "All rows together" : "What made the model say " + rowName(table, row);
    facts.textContent = row === SUMS ? "the sum of all rows, on a scale of its own" : table.data.rows[row].facts;
    const cells = table.rows.get(row).cells;
    [...text.children].forEach((node, i) => {
      const column = table.data.columns[i];
      node.className = cells[i].className.replace(/ ?(cursor|clipped)/g, "") + (column.special ? " special" : "");
    });
  }

  function mark(table, row, column) {
    table.section.querySelectorAll(".at, .cursor").forEach((n) => n.classList.remove("at", "cursor"));
    table.at = { row, column };
    table.rows.get(row).tr.classList.add("at");
    table.heads[column].classList.add("at");
    table.rows.get(row).cells[column].classList.add("cursor");
  }

  function hide() {
    tip.hidden = true;
    tables.forEach((t) => t.section.querySelectorAll(".at, .cursor").forEach((n) => n.classList.remove("at", "cursor")));
    [...text.children].forEach((n) => n.classList.remove("at"));
  }

  function look(table, row, column) {
    mark(table, row, column);
    const values = relevance(table, row);
    const name = table.data.columns[column];
    const cell = table.rows.get(row).cells[column];
    const box = cell.getBoundingClientRect();
    const value = column < values.length ? signed(values[column]) : "not read yet";
    show([line("bdi", name.name), line("b", value),
      line("small", name.tokens + (row === SUMS ? " \u00b7 all rows" : " \u00b7 for " + rowName(table, row))
        + (cell.classList.contains("clipped") ? " \u00b7 beyond the fitted scale" : ""))],
      box.left + box.width / 2, box.top, box.bottom);
    if (held === null) read(table, row);
    [...text.children].forEach((n) => n.classList.toggle("at", n.column === column));
  }

  function hold(table, row) {
    tables.forEach((t) => t.rows.forEach((r) => r.tr.classList.remove("held")));
    held = held !== null && held === row ? null : row;
    if (held !== null) table.rows.get(row).tr.classList.add("held");
    read(table, row);
  }

  function release() {
    held = null;
    tables.forEach((t) => t.rows.forEach((r) => r.tr.classList.remove("held")));
  }

  // Scrolls a cell out from under the heads that stay in sight.
  function reveal(table, row, column) {
    const cell = table.rows.get(row).cells[column];
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    const box = cell.getBoundingClientRect();
    const grid = table.grid.getBoundingClientRect();
    const left = table.section.querySelector("tbody .name").getBoundingClientRect().right;
    const top = table.section.querySelector("thead th").getBoundingClientRect().bottom;
    if (box.left < left) table.grid.scrollLeft -= left - box.left + 4;
    if (box.top < top) table.grid.scrollTop -= top - box.top + 4;
    if (box.right > grid.right) table.grid.scrollLeft += box.right - grid.right + 4;
  }

  function resize(size) {
    document.body.style.setProperty("--cell", size + "px");
    document.body.classList.toggle("tiny", size < labelsFrom);
    const figures = size >= figuresFrom;
    if (figures === document.body.classList.contains("figures")) return;
    document.body.classList.toggle("figures", figures);
    tables.forEach((table) => table.rows.forEach((row, index) => {
      const values = relevance(table, index);
      row.cells.forEach((cell, i) => {
        cell.textContent = figures && i < values.length ? values[i].toFixed(2).replace("-", "\u2212") : "";
      });
    }));
  }

  stage.addEventListener("pointermove", (event) => {
    const section = event.target.closest("section.matrix");
    const table = tables.find((t) => t.section === section);
    const cell = event.target.closest("td:not(.figure)");
    const row = event.target.closest("tbody tr");
    if (table && cell) {
      look(table, cell.row, cell.column);
    } else if (table && row) {
      hide();
      row.classList.add("at");
      if (held === null) read(table, Number(row.dataset.row));
    } else if (event.target.closest("#row-text bdi")) {
      const current = reading;
      look(current, held === null ? current.at.row : held, event.target.closest("bdi").column);
    } else {
      hide();
    }
  });
  stage.addEventListener("pointerleave", hide);
  stage.addEventListener("click", (event) => {
    const row = event.target.closest(".matrix tbody tr");
    if (row) hold(tables.find((t) => t.section === row.closest("section")), Number(row.dataset.row));
  });
  tables.forEach((table) => {
    const last = table.data.rows.length - 1;
    const width = table.data.columns.length;
    table.grid.addEventListener("focus", () => {
      if (table.grid.matches(":focus-visible")) look(table, table.at.row, table.at.column);
    });
    table.grid.addEventListener("blur", hide);
    table.grid.addEventListener("keydown", (event) => {
      const way = move(event.key);
      const { row, column } = table.at;
      let next = null;
      if (way) next = [within(row + 1 + way[1], last + 2) - 1, within(column + way[0], width)];
      if (event.key === "Home") next = [row, 0];
      if (event.key === "End") next = [row, width - 1];
      if (event.key === "PageDown") next = [within(row + 11, last + 2) - 1, column];
      if (event.key === "PageUp") next = [within(row - 9, last + 2) - 1, column];
      if (next) {
        event.preventDefault();
        reveal(table, next[0], next[1]);
        look(table, next[0], next[1]);
      } else if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        hold(table, row);
      }
    });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      release();
      hide();
    }
    const step = { "+": 4, "=": 4, "-": -4 }[event.key];
    if (step && !event.ctrlKey && !event.metaKey && !event.altKey) {
      zoom.value = String(Number(zoom.value) + step);
      resize(Number(zoom.value));
    }
  });
  zoom.addEventListener("input", () => resize(Number(zoom.value)));
  document.querySelectorAll("input[name=by]").forEach((input) => input.addEventListener("change", () => {
    release();
    hide();
    read(shown(), SUMS);
  }));
  read(shown(), SUMS);
})();
