// Colours, lines and markers of the pictures: what Python says each role looks like.

import { engine } from "./engine.js";
import { theme } from "./state.js";

let looks = null;

/** Load the looks; once. */
export async function loadLooks() {
  looks ??= (await engine.answer("looks", "")).document;
}

/** Ink, paper, and the style of each role in the theme that is on. */
export const look = () => looks[theme()];

/** A colour with an opacity. */
export function faded(colour, opacity) {
  const channels = [1, 3, 5].map((k) => Number.parseInt(colour.slice(k, k + 2), 16));
  return `rgb(${channels.join(" ")} / ${opacity})`;
}

const DASHES = { solid: [], dash: [6, 4], dot: [1.5, 3] };
export const dashes = (style) => DASHES[style.dash];

/** The outline of a marker of radius r around a place, as the text of an SVG path. */
export function markerPath(shape, r, u = 0, v = 0) {
  const ring = (points) => `M${points.map(([x, y]) => `${(u + x).toFixed(2)},${(v + y).toFixed(2)}`).join("L")}Z`;
  if (shape === "square") return ring([[-r, -r], [r, -r], [r, r], [-r, r]]);
  if (shape === "diamond") return ring([[0, -r], [r, 0], [0, r], [-r, 0]]);
  if (shape === "star") {
    return ring([...Array(10).keys()].map((k) => {
      const size = r * (k % 2 ? 0.7 : 1.6); // as large as the others, and seen behind them
      return [size * Math.sin((k * Math.PI) / 5), -size * Math.cos((k * Math.PI) / 5)];
    }));
  }
  if (shape === "x" || shape === "cross") {
    return `M${u - r},${v - r}L${u + r},${v + r}M${u + r},${v - r}L${u - r},${v + r}`;
  }
  return `M${u - r},${v}A${r},${r} 0 1 0 ${u + r},${v}A${r},${r} 0 1 0 ${u - r},${v}Z`;
}

/** The points that somebody looks at: the same in both pictures. */
export const SPOTS = {
  picked: { colour: "#CC79A7", marker: "circle", words: "the point picked" },
  own: { colour: "#56B4E9", marker: "square", words: "your distribution" },
};
