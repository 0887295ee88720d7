// The plane of values, drawn as SVG from numbers.

import { find, make } from "./dom.js";
import { dashes, faded, look, markerPath, SPOTS } from "./look.js";

const SVG = "http://www.w3.org/2000/svg";

const CROSSES = ["x", "cross"];

const MANY = 200; // points of a layer that are drawn as one

export function draw(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null) element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

export class Plane {
  constructor(id, legend, { onPick }) {
    this.box = find(id);
    this.legend = find(legend);
    this.onPick = onPick;
    this.picture = null;
    this.box.addEventListener("click", (event) => this.click(event));
    new ResizeObserver(() => this.draw()).observe(this.box);
  }

  show(picture, spots) {
    this.picture = picture;
    this.spots = spots;
    this.draw();
  }

  draw() {
    const { picture } = this;
    const { clientWidth: width, clientHeight: height } = this.box;
    if (!picture || !width) return;
    const [[left, right], [low, high]] = picture.ranges;
    const small = width < 260; // as on a phone
    this.ticks = [ticks([left, right], width / 90), ticks([low, high], height / 60)];
    const strips = picture.names?.length > 0; // named above, so that long names have room
    if (strips) this.ticks[1] = [];
    const longest = Math.max(0, ...this.ticks[1].map(({ words }) => words.length));
    const edge = strips ? 12 : 30 + 7 * Math.max(longest, small ? 1 : 3);
    const room = { left: edge, right: 12, top: 12, bottom: 44 };
    this.x = (x) => room.left + ((x - left) / (right - left)) * (width - room.left - room.right);
    this.y = (y) => height - room.bottom - ((y - low) / (high - low)) * (height - room.top - room.bottom);
    const theme = look();
    this.box.replaceChildren(draw("svg",
      { width, height, viewBox: `0 0 ${width} ${height}`, role: "img",
        "aria-label": this.words(picture) },
      ...this.axes(width, height, room, theme),
      ...picture.layers.flatMap((layer) => this.layer(layer, theme)),
      ...(small ? [] : picture.labels.flatMap((label) => this.label(label, theme))),
      ...(picture.names ?? []).map(([y, name]) => this.strip(y, name, theme)),
      ...(picture.at === undefined ? [] : [this.upright(picture.at, theme)]),
      ...this.marked(theme)));
    this.showLegend(theme);
  }

  /** What the picture is, for those who do not see it. */
  words({ axes, names }) {
    if (names?.length) return `Along ${axes[0]}: ${names.map(([, name]) => name).join("; ")}`;
    return `${axes[0]} across, ${axes[1]} up`;
  }

  /** The name of a strip, above its beginning. */
  strip(y, name, theme) {
    return draw("text", { x: this.x(this.picture.ranges[0][0]) + 4, y: this.y(y) - 8, fill: theme.ink,
      "font-size": 12, stroke: theme.paper, "stroke-width": 3, "paint-order": "stroke" }, name);
  }

  /** A line at a place of the axis. */
  upright(x, theme) {
    const [low, high] = this.picture.ranges[1];
    return draw("path", { d: this.path([[x, low], [x, high]]), stroke: theme.ink, "stroke-width": 1.5,
      "stroke-dasharray": "6 4", fill: "none" });
  }

  axes(width, height, room, theme) {
    const found = [];
    const text = (words, x, y, more = {}) =>
      draw("text", { x, y, fill: theme.ink, "font-size": 12, "text-anchor": "middle", ...more }, words);
    const line = (x1, y1, x2, y2) =>
      draw("line", { x1, y1, x2, y2, stroke: faded(theme.faint, 0.3), "stroke-width": 1 });
    const [across, up] = this.ticks;
    for (const { at, words } of across) {
      found.push(line(this.x(at), room.top, this.x(at), height - room.bottom));
      found.push(text(words, this.x(at), height - room.bottom + 16));
    }
    for (const { at, words } of up) {
      found.push(line(room.left, this.y(at), width - room.right, this.y(at)));
      found.push(text(words, room.left - 6, this.y(at) + 4, { "text-anchor": "end" }));
    }
    const middle = (height - room.bottom + room.top) / 2;
    found.push(text(this.picture.axes[0], (width + room.left) / 2, height - 8));
    found.push(text(this.picture.axes[1], 14, middle, { transform: `rotate(-90 14 ${middle})` }));
    return found;
  }

  path(places) {
    return "M" + places.map(([x, y]) => `${this.x(x).toFixed(1)},${this.y(y).toFixed(1)}`).join("L");
  }

  layer(layer, theme) {
    const style = theme.roles[layer.role];
    const marks = { "data-layer": layer.layer ?? null, "data-role": layer.role };
    const stroke = { fill: "none", stroke: style.colour, "stroke-width": 2 * style.line,
      "stroke-dasharray": dashes(style).join(" ") || null, "stroke-linejoin": "round", ...marks };
    const title = (words) => (words ? [titled(words)] : []);
    const found = (layer.lines ?? []).map((line, k) => draw("path", { ...stroke, d: this.path(line) },
      ...title([layer.name, layer.notes?.[k] || layer.note].filter(Boolean).join(": "))));
    if (layer.areas) { // one path: no seams between them, and nothing darker where they overlap
      found.unshift(draw("path", { ...stroke, d: layer.areas.map((area) => this.path(area) + "Z").join(""),
        fill: faded(style.fill, style.opacity), "stroke-width": style.outlined ? 1.2 * style.line : 0 },
        ...title(layer.name)));
    }
    const points = layer.points ?? [];
    const size = 4.5 * Math.sqrt(style.size) * (layer.scale || 1);
    const pen = { fill: style.ring ? "none" : style.open ? theme.paper : style.colour,
      stroke: style.open ? style.colour : theme.paper, "stroke-width": style.open ? 2 : 1, ...marks };
    if (CROSSES.includes(style.marker)) Object.assign(pen, { stroke: style.colour, "stroke-width": 3 });
    if (points.length > MANY) {
      const d = points.map(({ at: [x, y] }) => markerPath(style.marker, size, this.x(x), this.y(y)));
      return [...found, draw("path", { ...pen, d: d.join("") }, ...title(layer.name))];
    }
    return [...found, ...points.map(({ at: [x, y], name }) => draw("path", { ...pen,
      d: markerPath(style.marker, size), transform: `translate(${this.x(x).toFixed(1)} ${this.y(y).toFixed(1)})` },
      ...title(name || layer.name)))];
  }

  /** The values at a place on the screen. */
  valuesAt(clientX, clientY) {
    const box = this.box.getBoundingClientRect();
    const { ranges: [[left, right], [low, high]] } = this.picture;
    const across = (clientX - box.left - this.x(left)) / (this.x(right) - this.x(left));
    const up = (clientY - box.top - this.y(low)) / (this.y(high) - this.y(low));
    return [left + across * (right - left), low + up * (high - low)];
  }

  label({ at: [x, y], side: [dx, dy], lines }, theme) {
    const anchor = ["end", "middle", "start"][dx + 1];
    const top = this.y(y) - dy * 9 - (dy > 0 ? (lines.length - 1) * 14 : dy ? -8 : (lines.length - 1) * 7 - 4);
    return lines.map((line, k) => draw("text", {
      x: this.x(x) + dx * 9, y: top + 14 * k, "text-anchor": anchor, "font-size": 12, fill: theme.ink,
      stroke: theme.paper, "stroke-width": 3, "paint-order": "stroke" }, line));
  }

  marked(theme) {
    return Object.entries(this.spots ?? {}).filter(([, spot]) => spot).map(([name, { plane: [x, y] }]) =>
      draw("path", { d: markerPath(SPOTS[name].marker, 6.5), fill: SPOTS[name].colour, stroke: theme.ink,
        "stroke-width": 1.5, "data-layer": name, transform: `translate(${this.x(x)} ${this.y(y)})` },
        titled(SPOTS[name].words)));
  }

  /** What each shape in the plane means. */
  showLegend(theme) {
    const named = this.picture.layers.filter((one) => one.name && (one.points || one.lines || one.areas));
    const marks = Object.entries(this.spots ?? {}).filter(([, spot]) => spot).map(([name]) => SPOTS[name]);
    this.legend.replaceChildren(
      ...named.map((layer) => entry(layer.name, theme.roles[layer.role], layer)),
      ...marks.map((spot) => entry(spot.words, { ...spot, fill: spot.colour, size: 1.4 }, { points: 1 })));
  }

  click(event) {
    if (!this.picture) return;
    const box = this.box.getBoundingClientRect();
    const [u, v] = [event.clientX - box.left, event.clientY - box.top];
    let found = null;
    for (const layer of this.picture.layers) {
      if (!layer.layer && !layer.numbers) continue;
      const places = [...(layer.points ?? []).map((one) => one.at), ...(layer.lines ?? []).flat(),
        ...(layer.areas ?? []).flat()];
      places.forEach(([x, y], k) => {
        const far = Math.hypot(this.x(x) - u, this.y(y) - v);
        if (far < (found?.far ?? 40)) found = { far, at: [x, y], number: layer.numbers?.[k] };
      });
    }
    if (found) this.onPick(found.at, found.number);
  }
}

export function titled(words) {
  const title = document.createElementNS(SVG, "title");
  title.textContent = words;
  return title;
}

export function entry(words, style, { points, lines }) {
  const sample = points
    ? draw("path", { d: markerPath(style.marker, 4.5 * Math.sqrt(style.size ?? 1)), transform: "translate(11 8)",
      fill: style.open ? "none" : style.colour, stroke: style.colour, "stroke-width": style.open || CROSSES.includes(style.marker) ? 2 : 1 })
    : lines
      ? draw("path", { d: "M1,8H21", stroke: style.colour, "stroke-width": Math.min(4, 2 * style.line),
        "stroke-dasharray": dashes(style).join(" ") || null })
      : draw("rect", { x: 3, y: 2, width: 16, height: 12, fill: faded(style.fill, style.opacity),
        stroke: style.colour });
  return make("span", {}, draw("svg", { width: 22, height: 16, "aria-hidden": "true" }, sample), ` ${words}`);
}

const brief = new Intl.NumberFormat("en", { notation: "scientific", maximumFractionDigits: 2 });

/** Round numbers along an axis, about so many. */
function ticks([low, high], count) {
  const raw = (high - low) / Math.max(2, Math.min(8, count));
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].find((k) => k * power >= raw) * power;
  const found = [];
  for (let k = Math.ceil(low / step); k * step <= high && found.length < 20; k++) {
    const value = +(k * step).toPrecision(12);
    const words = (Math.abs(value) < 1e6 ? String(value) : brief.format(value)).replace("-", "−");
    found.push({ at: k * step, words });
  }
  return found;
}
