// Building elements; texts are always texts, never HTML.

export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

export const find = (id) => document.getElementById(id);

/** A small table of payoffs for the chooser. */
export function smallTable(game) {
  const rows = game.a.length === 4 ? 2 : Math.round(Math.sqrt(game.a.length));
  const width = game.a.length / rows;
  const table = make("table", { class: "tiny" });
  for (let r = 0; r < rows; r++) {
    const row = make("tr");
    for (let c = 0; c < width; c++) {
      const k = r * width + c;
      row.append(make("td", {}, `${game.a[k]}, ${game.b[k]}`));
    }
    table.append(row);
  }
  return table;
}

/** A line of buttons or links becomes a copy of a text. */
export async function copy(text, button) {
  const label = button.textContent;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Copy it from the address bar";
  }
  setTimeout(() => (button.textContent = label), 1500);
}

/** A number, and its decimals beside a long fraction. */
export function numbered({ text, float }) {
  if (!text.includes("/") || text.length < 6) return [text];
  return [text, make("small", {}, ` ≈ ${String(+float.toPrecision(4)).replace("-", "−")}`)];
}

/** A table of probabilities, the darker the more likely. */
export function heatTable(game, cells) {
  const table = make("table", { class: "heat" });
  table.append(
    make("tr", {}, make("td"), ...game.cols.map((label) => make("th", { scope: "col" }, label))),
  );
  game.rows.forEach((label, r) => {
    const row = make("tr", {}, make("th", { scope: "row" }, label));
    game.cols.forEach((_, c) => {
      const cell = cells[r * game.cols.length + c];
      const box = make("td", {}, ...numbered(cell));
      box.style.setProperty("--p", cell.float);
      row.append(box);
    });
    table.append(row);
  });
  return table;
}
