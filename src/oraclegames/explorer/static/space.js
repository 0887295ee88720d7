// The tetrahedron of joint distributions, drawn on a canvas from numbers and turned by hand.

import { find, make } from "./dom.js";
import { dashes, faded, look, markerPath, SPOTS } from "./look.js";

const EDGES = [[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]];
const CORNERS = [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]];
const HOME = [-70, 18]; // degrees: azimuth and height of the eye
const REACH = 1.225; // from the centre to a corner
const SMALL = 260; // pixels across: beside another picture on a phone
const ROWS = 20;
const COLUMNS = 8; // pieces of a patch

/** The regular tetrahedron: (1,1) on top, (2,2) below, (1,2) and (2,1) at the sides. */
const place = ([p11, p12, p21, p22]) =>
  [p21 - p12, Math.SQRT1_2 * (p12 + p21 - p11 - p22), p11 - p22];

const mixed = (p, q, t) => p.map((x, k) => (1 - t) * x + t * q[k]);

export class Space {
  constructor(id, { onPick, onTurn }) {
    this.box = find(id);
    this.canvas = make("canvas", { tabindex: 0, role: "img",
      "aria-label": "Tetrahedron of joint distributions" });
    this.tip = make("div", { class: "tip", hidden: true });
    this.box.append(this.canvas, this.tip);
    this.eye = [...HOME];
    this.onPick = onPick;
    this.onTurn = onTurn;
    this.picture = null;
    this.listen();
    new ResizeObserver(() => this.draw()).observe(this.box);
  }

  /** Show a picture; `spots` are distributions that are looked at. */
  show(picture, spots) {
    this.picture = picture;
    this.spots = spots;
    this.pieces = pieces(picture);
    const named = picture.labels.map((one) => one.moves.join(" and "));
    this.canvas.setAttribute("aria-label",
      `Tetrahedron of joint distributions with the corners ${named.join("; ")}. ` +
      "Arrow keys turn it, Home turns it back.");
    this.draw();
  }

  look(eye) {
    this.eye = eye ?? [...HOME];
    this.draw();
  }

  get turned() {
    return this.eye.some((angle, k) => Math.round(angle) !== HOME[k]);
  }

  turn(across, up) {
    const [azimuth, height] = this.eye;
    this.eye = [((azimuth + across + 540) % 360) - 180, Math.max(-89, Math.min(89, height + up))];
    this.draw();
  }

  /** The eye's three directions: right, up, and towards it. */
  axes() {
    const [a, h] = this.eye.map((angle) => (angle * Math.PI) / 180);
    return [
      [-Math.sin(a), Math.cos(a), 0],
      [-Math.sin(h) * Math.cos(a), -Math.sin(h) * Math.sin(a), Math.cos(h)],
      [Math.cos(h) * Math.cos(a), Math.cos(h) * Math.sin(a), Math.sin(h)],
    ];
  }

  draw() {
    if (this.waits || !this.picture) return;
    this.waits = true;
    requestAnimationFrame(() => {
      this.waits = false;
      this.paint();
    });
  }

  paint() {
    const { clientWidth: width, clientHeight: height } = this.box;
    if (!width || !height) return;
    const sharp = devicePixelRatio || 1;
    this.canvas.width = width * sharp;
    this.canvas.height = height * sharp;
    const pen = this.canvas.getContext("2d");
    pen.setTransform(sharp, 0, 0, sharp, 0, 0);
    pen.lineJoin = "round";
    const [right, up, toward] = this.axes();
    const dot = (p, q) => p[0] * q[0] + p[1] * q[1] + p[2] * q[2];
    const margin = width < SMALL ? 34 : Math.min(70, Math.max(44, width / 8));
    const scale = (Math.min(width, height) / 2 - margin) / REACH;
    this.seen = (cells) => {
      const p = place(cells);
      return [width / 2 + scale * dot(right, p), height / 2 - scale * dot(up, p), dot(toward, p)];
    };
    const theme = look();
    const shapes = [...this.pieces, ...this.marked(theme)].map((piece) => {
      const at = piece.at.map(this.seen);
      return { ...piece, at, depth: at.reduce((sum, p) => sum + p[2], 0) / at.length + (piece.lift || 0) };
    });
    shapes.sort((p, q) => p.depth - q.depth);
    for (const shape of shapes) paintShape(pen, shape, theme);
    this.names(pen, theme, width, height);
  }

  /** The points that are looked at. */
  marked(theme) {
    return Object.entries(this.spots || {}).filter(([, spot]) => spot).map(([name, spot]) => ({
      kind: "spot", at: [spot.space], lift: 1, size: 7,
      style: { colour: SPOTS[name].colour, marker: SPOTS[name].marker }, ink: theme.ink }));
  }

  /** The names of the corners stand outside of them, whichever way they are turned. */
  names(pen, theme, width, height) {
    pen.textBaseline = "middle";
    this.picture.labels.forEach(({ moves, payoffs }, k) => {
      const [x, y] = this.seen(CORNERS[k]);
      const [dx, dy] = [x - width / 2, y - height / 2];
      const far = Math.hypot(dx, dy) || 1;
      const lines = [...moves.map(short), payoffs.map(short).join(", ")];
      if (moves.join("").length < 14) lines.splice(0, 2, moves.map(short).join(", "));
      const size = width < SMALL ? 10 : width < 420 ? 12 : 13;
      const wide = Math.max(...lines.map((line, j) => {
        pen.font = `${j === lines.length - 1 ? "" : "600 "}${size}px Inter, Helvetica, Arial, sans-serif`;
        return pen.measureText(line).width;
      }));
      let left = x + (dx / far) * 12 - (wide / 2) * (1 - dx / far);
      let top = y + (dy / far) * 12 + ((dy / far - 1) * lines.length * size * 1.25) / 2;
      left = Math.max(3, Math.min(width - wide - 3, left));
      top = Math.max(3, Math.min(height - lines.length * size * 1.25 - 3, top));
      lines.forEach((line, j) => {
        const last = j === lines.length - 1;
        pen.font = `${last ? "" : "600 "}${size}px Inter, Helvetica, Arial, sans-serif`;
        pen.lineWidth = 3;
        pen.strokeStyle = theme.paper;
        pen.fillStyle = theme.ink;
        const across = left + (wide - pen.measureText(line).width) / 2;
        const down = top + (j + 0.5) * size * 1.25;
        pen.strokeText(line, across, down);
        pen.fillText(line, across, down);
      });
    });
  }

  /** What is nearest to a place on the canvas: a point, or a point of a line. */
  nearest(x, y, most) {
    let found = null;
    for (const layer of this.picture?.layers ?? []) {
      const marks = [
        ...(layer.points ?? []).map(({ at, name, exact }) => ({ at, name: name || layer.name, exact })),
        ...(layer.lines ?? []).flat().map((at) => ({ at, name: layer.name })),
      ];
      for (const mark of marks) {
        const [u, v] = this.seen(mark.at);
        const far = Math.hypot(u - x, v - y);
        if (far < (found?.far ?? most)) found = { ...mark, far, u, v };
      }
    }
    return found;
  }

  tell(found) {
    this.tip.hidden = !found;
    if (!found) return;
    const names = this.picture.labels.map((one) => one.moves.map(short).join(", "));
    this.tip.replaceChildren(make("strong", {}, found.name),
      ...found.at.map((p, k) => make("span", {}, `P(${names[k]}) ${found.exact ? found.exact.split(", ")[k] : +p.toFixed(3)}`)));
    const left = Math.max(4, Math.min(found.u + 12, this.box.clientWidth - this.tip.offsetWidth - 4));
    const under = found.v + 12 + this.tip.offsetHeight > this.box.clientHeight;
    this.tip.style.left = `${left}px`;
    this.tip.style.top = `${Math.max(4, under ? found.v - 12 - this.tip.offsetHeight : found.v + 12)}px`;
  }

  listen() {
    let start = null;
    this.canvas.addEventListener("pointerdown", (event) => {
      start = { x: event.clientX, y: event.clientY, moved: false };
      this.canvas.setPointerCapture(event.pointerId);
      this.tell(null);
    });
    this.canvas.addEventListener("pointermove", (event) => {
      if (!start) {
        if (this.picture) this.tell(this.nearest(event.offsetX, event.offsetY, 14));
        return;
      }
      const [dx, dy] = [event.clientX - start.x, event.clientY - start.y];
      if (!start.moved && Math.hypot(dx, dy) < 4) return;
      Object.assign(start, { x: event.clientX, y: event.clientY, moved: true });
      this.turn(-dx / 2.2, dy / 2.2);
    });
    this.canvas.addEventListener("pointerup", (event) => {
      if (start?.moved) {
        this.look(this.eye.map(Math.round)); // as the address says it
        this.onTurn();
      }
      if (start && !start.moved && this.picture) {
        const found = this.nearest(event.offsetX, event.offsetY, 24);
        if (found) this.onPick(found.at);
      }
      start = null;
    });
    this.canvas.addEventListener("pointercancel", () => (start = null));
    this.canvas.addEventListener("pointerleave", () => this.tell(null));
    this.canvas.addEventListener("keydown", (event) => {
      const way = { ArrowLeft: [6, 0], ArrowRight: [-6, 0], ArrowUp: [0, 6], ArrowDown: [0, -6] }[event.key];
      if (!way && event.key !== "Home") return;
      event.preventDefault();
      if (way) this.turn(...way);
      else this.look(null);
      this.onTurn();
    });
  }
}

export const short = (text) => (text.length > 18 ? `${text.slice(0, 17)}…` : text);

/** Everything that is drawn, cut into pieces that may be sorted by their distance to the eye. */
function pieces(picture) {
  const found = [];
  for (const [i, j] of EDGES) {
    for (let k = 0; k < 8; k++) {
      found.push({ kind: "edge", at: [k / 8, (k + 1) / 8].map((t) => mixed(CORNERS[i], CORNERS[j], t)) });
    }
  }
  for (const layer of picture.layers) {
    const { role } = layer;
    if (layer.patch) found.push(...patchPieces(layer.patch, role));
    for (const triangle of layer.triangles ?? []) {
      found.push({ kind: "area", role, at: triangle.map((k) => layer.vertices[k]) });
    }
    for (const line of layer.lines ?? []) {
      for (let k = 1; k < line.length; k++) {
        found.push({ kind: "line", role, at: [line[k - 1], line[k]], lift: 0.02 });
      }
    }
    for (const { at } of layer.points ?? []) found.push({ kind: "point", role, at: [at], lift: 0.05 });
  }
  return found;
}

/** A bilinear patch between two segments: its rulings, with the pieces of surface between them. */
function patchPieces([a0, a1, b0, b1], role) {
  const at = (i, j) => mixed(mixed(a0, a1, i / ROWS), mixed(b0, b1, i / ROWS), j / COLUMNS);
  const found = [];
  for (let i = 0; i < ROWS; i++) {
    for (let j = 0; j < COLUMNS; j++) {
      found.push({ kind: "area", role, at: [at(i, j), at(i + 1, j), at(i + 1, j + 1), at(i, j + 1)] });
    }
    for (let j = 0; i % 2 === 0 && j < COLUMNS; j++) {
      found.push({ kind: "ruling", role, at: [at(i, j), at(i, j + 1)], lift: 0.005 });
    }
  }
  for (let j = 0; j < COLUMNS; j++) {
    found.push({ kind: "ruling", role, at: [at(ROWS, j), at(ROWS, j + 1)], lift: 0.005 });
  }
  return found;
}

function paintShape(pen, { kind, role, at, style = look().roles[role], size, ink }, theme) {
  const [[x, y]] = at;
  if (kind === "point" || kind === "spot") {
    const outline = new Path2D(markerPath(style.marker, size ?? 4.5 * Math.sqrt(style.size)));
    pen.save();
    pen.translate(x, y);
    pen.setLineDash([]);
    pen.lineWidth = kind === "spot" ? 2 : style.open ? 2 : 1;
    pen.fillStyle = style.open ? theme.paper : style.colour;
    if (!style.ring) pen.fill(outline);
    pen.strokeStyle = ink ?? (style.open ? style.colour : theme.paper);
    pen.stroke(outline);
    pen.restore();
    return;
  }
  pen.beginPath();
  at.forEach(([u, v], k) => (k ? pen.lineTo(u, v) : pen.moveTo(u, v)));
  if (kind === "area") {
    pen.closePath();
    pen.fillStyle = faded(style.fill, style.opacity);
    pen.fill();
    return;
  }
  pen.setLineDash(kind === "line" ? dashes(style) : []);
  pen.lineWidth = kind === "line" ? 2 * style.line : 1;
  pen.strokeStyle =
    kind === "edge" ? theme.faint : kind === "ruling" ? faded(style.fill, 0.5) : style.colour;
  pen.stroke();
}
