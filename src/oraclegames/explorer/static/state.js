// The state of the page is the query of its address, and nothing else.

export let fields = new URLSearchParams(location.search);

const listeners = [];

/** Call a function whenever the state was changed from outside: the back button. */
export function onReturn(listener) {
  listeners.push(listener);
}

/** Change fields; null removes one, a list sets several of one name. */
export function change(changes) {
  for (const [key, value] of Object.entries(changes)) {
    fields.delete(key);
    if (value === null) continue;
    for (const item of Array.isArray(value) ? value : [value]) fields.append(key, item);
  }
}

const PAUSE = 1000; // milliseconds: keys that are pressed one after the other are one step
let written = -PAUSE;

/** Write the state into the address bar: a new entry of the history, or more of the newest one. */
export function remember(how) {
  const apart = how === true; // as a listener it is given an event
  const query = "?" + fields;
  if (query === location.search) return;
  const now = performance.now();
  if (apart || now - written >= PAUSE) history.pushState(null, "", query);
  else history.replaceState(null, "", query);
  written = apart ? -PAUSE : now;
}

/** The same without a new entry: for what the server said in other words. */
export function amend() {
  history.replaceState(null, "", "?" + fields);
}

export function theme() {
  return document.documentElement.dataset.theme;
}

/** The query that asks the server for what the state says. */
export function query() {
  const asked = new URLSearchParams(fields);
  asked.delete("view");
  asked.set("theme", theme());
  return asked.toString();
}

addEventListener("popstate", () => {
  fields = new URLSearchParams(location.search);
  for (const listener of listeners) listener();
});
