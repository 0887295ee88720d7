// Asking the engine: one question at a time for each page, and always the newest one.

import { engine } from "./engine.js";

const SLOW = 200; // milliseconds until the page says that it works

let working = 0;

/**
 * A function that asks for `path`. While an answer is under way further calls only note that there
 * is something newer to ask, so that dragging never piles up.
 */
export function asker(path, query, show, refuse) {
  let busy = false;
  let again = false;
  return async function ask() {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    do {
      again = false;
      const asked = query();
      const done = begin();
      try {
        const { status, document: answer } = await engine.answer(path, asked);
        if (status === 200) await show(answer, asked);
        else refuse(status === 501 ? { ...answer, error: elsewhere(path, answer.error) } : answer);
      } catch (error) {
        if (!(error instanceof TypeError)) throw error;
        refuse({ error: "there is no answer: is the server still running?", wrong: [] });
      } finally {
        done();
      }
    } while (again);
    busy = false;
    document.dispatchEvent(new CustomEvent("drawn", { detail: path }));
  };
}

/** Where the engine of the page cannot answer, a local one can. */
function elsewhere(path, why) {
  const programs = path === "equilibria" ? "" : ", and open Programs there";
  return `This page cannot answer that: ${why}. On your machine: pip install "oraclegames[explorer]", ` +
    `then oraclegames explore${programs}.`;
}

function begin() {
  working += 1;
  document.body.dataset.busy = working;
  const line = document.getElementById("progress");
  const timer = setTimeout(() => {
    line.classList.add("on");
    line.textContent = "Computing…";
  }, SLOW);
  return () => {
    clearTimeout(timer);
    working -= 1;
    document.body.dataset.busy = working;
    if (!working) {
      line.classList.remove("on");
      line.textContent = "";
    }
  };
}

/** Say what is wrong, and mark the fields that are. */
export function complain(answer) {
  const box = document.getElementById("message");
  box.textContent = answer ? answer.error : "";
  for (const field of document.querySelectorAll("[aria-invalid]")) {
    field.removeAttribute("aria-invalid");
    field.removeAttribute("title");
  }
  for (const [cell, why] of answer ? answer.wrong : []) {
    for (const field of document.querySelectorAll(`[data-cell="${CSS.escape(cell)}"]`)) {
      field.setAttribute("aria-invalid", "true");
      field.title = why;
    }
  }
}
