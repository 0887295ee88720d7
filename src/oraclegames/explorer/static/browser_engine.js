// Python in the page: a worker that loads the engine while the first picture is there already.
// Answers of the catalogue's games were computed when the site was built; they are shown at once.

const KINDS = ["game.nfg", "game.json", "equilibria.json", "match.json"];

export class BrowserEngine {
  constructor() {
    this.kinds = KINDS;
    this.waiting = new Map();
    this.count = 0;
    this.known = fetch("documents/known.json").then((r) => r.json());
    this.started = null;
  }

  /** The worker, once it is ready; it is started by the first one who asks. */
  ready() {
    this.started ??= this.start();
    return this.started;
  }

  async start() {
    await registered();
    const worker = new Worker(new URL("engine_worker.js", import.meta.url), { type: "module" });
    const bar = document.getElementById("engine");
    return new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => {
        if (data.progress !== undefined) {
          bar.hidden = false;
          bar.querySelector("progress").value = data.progress;
        } else if (data.ready) {
          bar.hidden = true;
          document.body.dataset.engine = "ready";
          resolve(worker);
          navigator.serviceWorker?.controller?.postMessage("keep everything");
        } else if (data.failed) {
          bar.hidden = false;
          bar.textContent = `The engine did not start: ${data.failed}. Reload the page to try again.`;
          reject(new TypeError(data.failed));
        } else {
          this.heap = data.heap;
          this.waiting.get(data.id)(data);
          this.waiting.delete(data.id);
        }
      };
      worker.onerror = (event) => worker.onmessage({ data: { failed: event.message || "no worker" } });
    });
  }

  /** What the worker answers: { status, body, media, name }. */
  async ask(path, query) {
    const worker = await this.ready();
    const id = this.count++;
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      worker.postMessage({ id, path, query });
    });
  }

  async answer(path, query) {
    const name = (await this.known)[path === "equilibria" ? `${path}?${plain(query)}` : path];
    if (name) {
      if (path === "equilibria") this.ready().catch(() => {});
      return { status: 200, document: await (await fetch(`documents/${name}`)).json() };
    }
    const { status, body } = await this.ask(path, query);
    return { status, document: JSON.parse(new TextDecoder().decode(body)) };
  }

  /** Give a link its file, which is made when somebody wants it. */
  link(anchor, kind, query) {
    anchor.href = "#";
    anchor.onclick = async (event) => {
      event.preventDefault();
      const { body, media, name } = await this.ask(kind, query);
      const file = URL.createObjectURL(new Blob([body], { type: media }));
      const link = document.createElement("a");
      link.href = file;
      link.download = name;
      link.click();
      URL.revokeObjectURL(file);
    };
  }
}

/** A query without what changes no document. */
function plain(query) {
  const fields = new URLSearchParams(query);
  for (const key of ["theme", "eye", "open", "similarity", "vary", "ask"]) fields.delete(key);
  if (!fields.has("game") && !fields.has("a")) fields.set("game", "chicken");
  return fields.toString();
}

/** The service worker keeps what is loaded; the engine waits for it, to be loaded only once. */
async function registered() {
  if (!navigator.serviceWorker) return;
  try {
    await navigator.serviceWorker.register("keep.js");
    if (navigator.serviceWorker.controller) return;
    const taken = new Promise((resolve) =>
      navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true }));
    await Promise.race([taken, new Promise((resolve) => setTimeout(resolve, 3000))]);
  } catch {
    // Without it the page works as long as there is a network.
  }
}
