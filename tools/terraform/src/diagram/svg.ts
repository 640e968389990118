import type { Layout, Placed, Point } from './layout';
import { lineOf } from './layout';

// Told apart in print and by people who see fewer colours; each is legible on white and on black.
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#a06c00', '#5b7fdb', '#8a6d9e', '#6b8e23'];
const ARROWHEAD = 8;
const RADIUS = 8;

const STYLE = `
svg{font-family:system-ui,-apple-system,'Segoe UI',sans-serif;color:#1f2328;background:#fff}
.band{fill:#f6f8fa}.box{fill:#fff;stroke:#8c959f}.name{font-size:14px;font-weight:600;fill:currentColor}
.fact,.title,.legend{font-size:12px;fill:#59636e}.title{font-weight:600}.route{fill:none;stroke-width:1.6}
@media(prefers-color-scheme:dark){svg{color:#e6edf3;background:#0d1117}.band{fill:#151b23}.box{fill:#0d1117;stroke:#6e7681}
.fact,.title,.legend{fill:#9198a1}}
`;
const LEGEND = 'An arrow points at what is read. What nearly all read, or what reads nearly all, says so instead.';
const LEGEND_HEIGHT = 28;

/** The picture as a file of its own, in light and dark. */
export function renderSvg(title: string, { width, height, bands, boxes, routes }: Layout): string {
  const colours = new Map(
    [...new Set(routes.map(({ arrow }) => arrow.from))].sort().map((id, i) => [id, COLOURS[i % COLOURS.length]!]),
  );
  const whole = height + LEGEND_HEIGHT;
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${whole}" width="${width}" height="${whole}" role="img">`,
    `<title>${escape(title)}</title>`,
    `<style>${STYLE}</style>`,
    ...bands.flatMap((band) => [
      `<rect class="band" x="8" y="${band.y}" width="${width - 16}" height="${band.height}" rx="8"/>`,
      `<text class="title" x="22" y="${band.y + 24}">${escape(band.title)}</text>`,
    ]),
    ...routes.map(({ arrow, points }) => route(points, colours.get(arrow.from)!, `${arrow.from} reads ${arrow.to}`)),
    ...boxes.map(box),
    `<text class="legend" x="22" y="${height + 12}">${LEGEND}</text>`,
    '</svg>',
  ].join('\n')}\n`;
}

function box(placed: Placed): string {
  const { x, y, width, height, names, facts } = placed;
  const lines = [...names.map((name) => ['name', name] as const), ...facts.map((fact) => ['fact', fact] as const)].map(
    ([kind, text], i) => `<text class="${kind}" x="${x + 12}" y="${lineOf(placed, i)}">${escape(text)}</text>`,
  );
  return [`<rect class="box" x="${x}" y="${y}" width="${width}" height="${height}" rx="6"/>`, ...lines].join('\n');
}

function route(points: readonly Point[], colour: string, title: string): string {
  const end = points.at(-1)!;
  const tip = { x: end.x, y: end.y + (end.y > points.at(-2)!.y ? -ARROWHEAD : ARROWHEAD) };
  const half = ARROWHEAD / 2;
  const head = `M${point(end)} L${point({ x: end.x - half, y: tip.y })} L${point({ x: end.x + half, y: tip.y })} Z`;
  return `<g><title>${escape(title)}</title><path class="route" stroke="${colour}" d="${curve([...points.slice(0, -1), tip])}"/><path fill="${colour}" d="${head}"/></g>`;
}

/** Lines between the points, with rounded corners. */
function curve(points: readonly Point[]): string {
  const parts = points.slice(1, -1).map((corner, i) => {
    const [before, after] = [points[i]!, points[i + 2]!];
    const radius = Math.min(RADIUS, distance(before, corner) / 2, distance(corner, after) / 2);
    return `L${point(towards(corner, before, radius))} Q${point(corner)} ${point(towards(corner, after, radius))}`;
  });
  return [`M${point(points[0]!)}`, ...parts, `L${point(points.at(-1)!)}`].join(' ');
}

function towards(from: Point, to: Point, length: number): Point {
  const whole = distance(from, to);
  const part = whole === 0 ? 0 : length / whole;
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function point({ x, y }: Point): string {
  return `${round(x)},${round(y)}`;
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function escape(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
