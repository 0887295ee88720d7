// What each program does after every pair of readings: two squares of zones, drawn as SVG.

import { find } from "./dom.js";
import { look, markerPath, SPOTS } from "./look.js";
import { draw, entry, titled } from "./plane.js";

const ROOM = { left: 46, between: 22, right: 8, top: 26, bottom: 42 };

export class ZonePicture {
  constructor(id, legend, { onPick }) {
    this.box = find(id);
    this.legend = find(legend);
    this.onPick = onPick;
    this.picture = null;
    this.box.addEventListener("click", (event) => this.click(event));
    new ResizeObserver(() => this.draw()).observe(this.box);
  }

  show(picture) {
    this.picture = picture;
    this.draw();
  }

  draw() {
    const { picture } = this;
    const { clientWidth: width, clientHeight: height } = this.box;
    if (!picture || !width) return;
    const theme = look();
    this.side = Math.max(40, Math.min(height - ROOM.top - ROOM.bottom,
      (width - ROOM.left - ROOM.between - ROOM.right) / 2));
    this.starts = [ROOM.left, ROOM.left + this.side + ROOM.between];
    this.box.replaceChildren(draw("svg",
      { width, height, role: "img", "aria-label": `Zones: ${picture.axes.join(" across, ")} up` },
      ...this.starts.flatMap((start, k) => this.panel(start, k, theme)),
      draw("text", { x: 12, y: ROOM.top + this.side / 2, fill: theme.ink, "font-size": 12,
        "text-anchor": "middle", transform: `rotate(-90 12 ${ROOM.top + this.side / 2})` }, picture.axes[1])));
    this.legend.replaceChildren(
      ...picture.points.map(({ role }) => entry(
        role.startsWith("random") ? "fixed points, random answers" : "fixed points", theme.roles[role], { points: 1 })),
      ...Object.entries(picture.labels).map(([code, words]) => entry(words,
        { fill: theme.behaviours[code], opacity: 1, colour: theme.faint }, {})));
  }

  panel(start, k, theme) {
    const { picture, side } = this;
    const text = (words, x, y, more = {}) =>
      draw("text", { x, y, fill: theme.ink, "font-size": 12, "text-anchor": "middle", ...more }, words);
    const step = side / picture.side;
    const outlines = new Map();
    picture.codes[k].forEach((runs, row) => {
      let from = 0;
      for (const [code, count] of runs) {
        const d = `M${start + from * step},${ROOM.top + side - row * step}h${count * step}v${-step}h${-count * step}Z`;
        outlines.set(code, (outlines.get(code) ?? "") + d);
        from += count;
      }
    });
    const scale = Math.max(0.5, Math.min(1, (40 / picture.points.reduce((sum, one) => sum + one.places.length, 1)) ** 0.5));
    return [
      ...[...outlines].map(([code, d]) => draw("path", { d, fill: theme.behaviours[code],
        "shape-rendering": "crispEdges" }, titled(picture.labels[code]))),
      draw("rect", { x: start, y: ROOM.top, width: side, height: side, fill: "none", stroke: theme.faint }),
      ...picture.points.map(({ role, places }) => {
        const style = theme.roles[role];
        const d = places.map((place) => markerPath(style.marker, 4 * scale * Math.sqrt(style.size), ...this.at(start, place)));
        return draw("path", { d: d.join(""), "data-role": role, fill: style.ring ? "none" : style.colour,
          stroke: style.ring ? style.colour : theme.paper, "stroke-width": style.ring ? 1.5 : 0.8 });
      }),
      ...(picture.spot ? [draw("path", { d: markerPath("circle", 7, ...this.at(start, picture.spot)), fill: "none",
        stroke: theme.ink, "stroke-width": 3 }), draw("path", { d: markerPath("circle", 7, ...this.at(start, picture.spot)),
        fill: "none", stroke: SPOTS.picked.colour, "stroke-width": 1.5 })] : []),
      text(picture.heads[k], start + side / 2, ROOM.top - 9),
      text(picture.axes[0], start + side / 2, ROOM.top + side + 34),
      ...[0, 0.5, 1].flatMap((t) => [
        text(String(t), start + t * side, ROOM.top + side + 17),
        ...(k ? [] : [text(String(t), start - 6, ROOM.top + side * (1 - t) + 4, { "text-anchor": "end" })])]),
    ];
  }

  at(start, [x, y]) {
    return [start + x * this.side, ROOM.top + (1 - y) * this.side];
  }

  /** The fixed point nearest to a click, in either square. */
  click(event) {
    if (!this.picture) return;
    const box = this.box.getBoundingClientRect();
    const [u, v] = [event.clientX - box.left, event.clientY - box.top];
    let found = { far: 30 };
    for (const start of this.starts) {
      for (const { places, numbers } of this.picture.points) {
        places.forEach((place, k) => {
          const [x, y] = this.at(start, place);
          const far = Math.hypot(x - u, y - v);
          if (far < found.far) found = { far, number: numbers[k] };
        });
      }
    }
    if (found.number !== undefined) this.onPick(found.number);
  }
}
