// "Try it": the blocks of Python on a page of the documentation run in the page, and may be changed.
// They share one namespace; what stands above a block runs before it.

const worker = { ready: null };
const cells = [...document.querySelectorAll("div.language-python.highlight:not(.doc-signature)")]
  .map((box) => ({ box, code: box.querySelector("code") }))
  .filter(({ code }) => code && !code.textContent.startsWith(">>>"));

/** The engine, started when the first block is run: Python with this package, in a worker. */
function engine(tell) {
  worker.ready ??= new Promise((resolve, reject) => {
    const made = new Worker(new URL("engine_worker.js", import.meta.url), { type: "module" });
    const waiting = new Map();
    let count = 0;
    made.onerror = (event) => reject(new Error(event.message || "no worker: pages need a web server"));
    made.onmessage = ({ data }) => {
      if (data.progress !== undefined) tell(`Python is loading, ${Math.round(100 * data.progress)} %`);
      else if (data.failed) reject(new Error(data.failed));
      else if (data.ready) {
        resolve((cell) => new Promise((done) => {
          waiting.set(count, done);
          made.postMessage({ id: count++, cell });
        }));
      } else {
        waiting.get(data.id)(data);
        waiting.delete(data.id);
      }
    };
  });
  return worker.ready;
}

function output(cell) {
  if (!cell.output) {
    let box = cell.bar.nextElementSibling;
    if (!box?.classList.contains("output")) {
      box = document.createElement("div");
      box.className = "language-text output sentences highlight";
      box.append(document.createElement("pre"));
      box.firstChild.append(document.createElement("code"));
      cell.bar.after(box);
    }
    cell.output = box.querySelector("code");
  }
  return cell.output;
}

function say(cell, text, well = true) {
  output(cell).textContent = text;
  output(cell).classList.toggle("failed", !well);
  output(cell).closest("div.output").hidden = !text.trim();
}

/** Run a block, and before it what stands above and has not run as it stands there now. */
async function run(wanted) {
  for (const { button } of cells) button.disabled = true;
  const status = (text) => (wanted.status.textContent = text);
  status("");
  try {
    const ask = await engine(status);
    for (const cell of cells.slice(0, cells.indexOf(wanted) + 1)) {
      const code = cell.code.textContent;
      if (cell !== wanted && cell.ran === code) continue;
      status("Running…");
      const { text, well } = await ask(code);
      cell.ran = well ? code : null;
      say(cell, text, well);
      if (!well) {
        status(cell === wanted ? "" : "A block above has failed.");
        return;
      }
    }
    status("");
  } catch (error) {
    worker.ready = null;
    status(`The engine did not start: ${error.message}`);
  } finally {
    for (const { button } of cells) button.disabled = false;
  }
}

for (const cell of cells) {
  cell.first = cell.code.textContent;
  cell.bar = document.createElement("div");
  cell.bar.className = "try-it";
  const make = (words, onclick) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words;
    button.onclick = onclick;
    cell.bar.append(button);
    return button;
  };
  cell.button = make("Run", () => run(cell));
  cell.button.title = "Ctrl and Enter; the code can be changed";
  const back = make("As it was", () => {
    cell.code.textContent = cell.first;
    back.hidden = true;
  });
  back.hidden = true;
  cell.status = document.createElement("span");
  cell.status.setAttribute("role", "status");
  cell.bar.append(cell.status);
  cell.box.after(cell.bar);
  Object.assign(cell.code, { contentEditable: "plaintext-only", spellcheck: false });
  cell.code.setAttribute("role", "textbox");
  cell.code.setAttribute("aria-multiline", "true");
  cell.code.setAttribute("aria-label", "Python, can be changed");
  cell.code.addEventListener("input", () => (back.hidden = cell.code.textContent === cell.first));
  cell.code.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    run(cell);
  });
}
document.documentElement.dataset.tryIt = "ready";
