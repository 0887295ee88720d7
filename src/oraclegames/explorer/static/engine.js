// Who answers: the server that sent the page, or Python in the page itself. The rest of the page
// asks a question (a path and a query) and gets a document; it cannot tell who found it.

import { BrowserEngine } from "./browser_engine.js";

/** The server that sent the page. */
const server = {
  async answer(path, query) {
    const response = await fetch(`api/${path}?${query}`);
    return { status: response.status, document: await response.json() };
  },

  /** Give a link its file; the server names it. */
  link(anchor, kind, query) {
    anchor.href = `files/${kind}?${query}`;
    anchor.download = "";
  },

  kinds: null, // it makes them all
};

export const engine =
  document.documentElement.dataset.engine === "browser" ? new BrowserEngine() : server;
