// The engine: CPython with FLINT and this package, in WebAssembly. It loads in a worker, so that the
// page never waits; every question is answered by the same function as on the local server.

import { loadPyodide } from "../python/pyodide.mjs";

const home = new URL("../python/", import.meta.url).href;
const STEPS = 40; // parts of the progress bar that are not bytes

let sizes = {};
let loaded = 0;
let steps = 0;

function tell(more = 0) {
  steps += more;
  const total = Object.values(sizes).reduce((sum, size) => sum + size, 0) || 1;
  const share = 0.75 * Math.min(1, loaded / total) + (0.25 * Math.min(steps, STEPS)) / STEPS;
  postMessage({ progress: share });
}

/** A file, counted as it comes; packed ones (".gzipped") are unpacked on the way. */
async function counted(name) {
  const response = await fetch(home + name);
  if (!response.ok) throw new Error(`${name} is missing (${response.status})`);
  const counter = new TransformStream({
    transform(chunk, controller) {
      loaded += chunk.byteLength;
      tell();
      controller.enqueue(chunk);
    },
  });
  const body = response.body.pipeThrough(counter);
  return name.endsWith(".gzipped") ? body.pipeThrough(new DecompressionStream("gzip")) : body;
}

const plainFetch = self.fetch.bind(self);
self.fetch = async (resource, options) => {
  const address = String(resource.url ?? resource);
  if (!address.endsWith("/pyodide.asm.wasm")) return plainFetch(resource, options);
  const body = await counted("pyodide.asm.wasm.gzipped");
  return new Response(body, { headers: { "Content-Type": "application/wasm" } });
};

const START = `
import lzma, io, site, sys, tarfile
def unpack(packed):
    with tarfile.open(fileobj=io.BytesIO(lzma.decompress(packed.to_py()))) as archive:
        archive.extractall("/lib/python3.14/site-packages", filter="data")
unpack
`;

async function start() {
  sizes = await (await plainFetch(home + "sizes.json")).json();
  const packages = counted("packages.tar.xz").then((body) => new Response(body).arrayBuffer());
  const pyodide = await loadPyodide({ indexURL: home, packages: [], lockFileContents: {
    info: (await (await plainFetch(home + "info.json")).json()), packages: {} } });
  python = pyodide;
  tell(10);
  const unpack = pyodide.runPython(START);
  unpack(new Uint8Array(await packages));
  unpack.destroy();
  tell(10);
  pyodide.runPython("import flint");
  tell(10);
  const answer = pyodide.runPython("from oraclegames.explorer.answers import answer; answer");
  answer("equilibria", "game=chicken").destroy();
  tell(10);
  return answer;
}

let python = null;
const ready = start();
ready.then(
  () => postMessage({ ready: true }),
  (error) => postMessage({ failed: String(error.message ?? error).trim().split("\n").at(-1) }),
);

let cells = null; // the blocks of a page of the documentation

self.onmessage = async ({ data: { id, path, query, cell } }) => {
  if (cell !== undefined) {
    await ready;
    cells ??= python.runPython("from oraclegames.explorer.cells import Cells; Cells()");
    const found = cells.run(cell);
    const [text, well] = found.toJs();
    found.destroy();
    postMessage({ id, text, well });
    return;
  }
  const heap = () => python._module.HEAPU8.length;
  try {
    const answer = await ready;
    const found = answer(path, query);
    const body = found.body.toJs();
    const { status, media, name } = found;
    found.destroy();
    postMessage({ id, status, media, name, body, heap: heap() }, [body.buffer]);
  } catch (error) {
    const last = String(error.message ?? error).trim().split("\n").at(-1);
    const body = new TextEncoder().encode(JSON.stringify({ error: last, wrong: [] }));
    postMessage({ id, status: 500, media: "application/json", name: "", body, heap: heap() });
  }
};
