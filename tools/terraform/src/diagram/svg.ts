import { htmlLines } from '@restartix/kit';
import type { Action } from '@restartix/plan-report';
import type { Layout, PlacedBox, PlacedGroup, Route } from './layout';
import { LINE, PADDING, TITLE } from './measures';
import { drawn } from './lines';
import { LIGHT, DARK, STYLE } from './svg-style';

export interface SvgOptions {
  /** Whether it shows what a plan changes: then what stays is pale. */
  readonly isPlan: boolean;
}

const LEGEND_HEIGHT = 30;

/** The picture as a file of its own, in light and dark. It can be inlined in a page: its styles apply to nothing else. */
export function renderSvg(
  title: string,
  { width, height, groups, boxes, routes }: Layout,
  { isPlan }: SvgOptions,
): string {
  const size = { width: Math.ceil(Math.max(width, 590)), height: Math.ceil(height) + LEGEND_HEIGHT };
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" class="diagram${isPlan ? ' plan' : ''}" viewBox="0 0 ${size.width} ${size.height}" width="${size.width}" height="${size.height}" role="img">`,
    `<title>${escape(title)}</title>`,
    `<style>${LIGHT}@media(prefers-color-scheme:dark){${DARK}}${STYLE}</style>`,
    ...groups.map(groupShape),
    ...routes.map(routeShape),
    ...groups.map(titleShape),
    ...boxes.map((box) => boxShape(box, isPlan)),
    ...routes.flatMap(labelShape),
    legend(Math.ceil(height) + 12),
    '</svg>',
  ].join('\n')}\n`;
}

function groupShape({ x, y, width, height, depth }: PlacedGroup): string {
  return `<rect class="group depth-${depth}" x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="8"/>`;
}

/** Over the lines that pass it, on the ground of its group. */
function titleShape({ x, y, title, depth }: PlacedGroup): string {
  return `<text class="title on-${depth}" x="${round(x + 14)}" y="${round(y + TITLE)}">${escape(title)}</text>`;
}

function boxShape({ x, y, width, height, names, facts, changes, action }: PlacedBox, isPlan: boolean): string {
  const lines = [
    ...names.map((text) => ['name', text] as const),
    ...facts.map((text) => ['fact', text] as const),
    ...changes.map((text) => [`delta ${actionIn(text)}`, text] as const),
  ].map(
    ([kind, text], i) =>
      `<text class="${kind}" x="${round(x + PADDING)}" y="${round(y + PADDING + i * LINE + 12)}">${escape(text)}</text>`,
  );
  const state = action ?? (isPlan ? 'same' : '');
  return [
    `<g class="module${state ? ` ${state}` : ''}">`,
    `<rect class="box" x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="6"/>`,
    ...lines,
    '</g>',
  ].join('\n');
}

/** `~ 2 update each` is an update. */
function actionIn(change: string): Action {
  return change.split(' ')[2] as Action;
}

function routeShape({ arrow, points }: Route): string {
  const { line, head } = drawn(points);
  const what = arrow.kind === 'uses' ? 'uses' : 'may call';
  const title = `${arrow.from} ${what} ${arrow.to}${arrow.ports ? ` on ${arrow.ports}` : ''}`;
  return `<g class="route ${arrow.kind}"><title>${escape(title)}</title><path class="line" d="${line}"/><path class="head" d="${head}"/></g>`;
}

function labelShape({ arrow, label }: Route): string[] {
  if (!label || arrow.ports === undefined) return [];
  const { x, y, width, height } = label;
  return [
    `<rect class="ports-ground" x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="4"/>`,
    `<text class="ports" x="${round(x + width / 2)}" y="${round(y + height - 4)}">${escape(arrow.ports)}</text>`,
  ];
}

function legend(y: number): string {
  return [
    `<g class="route calls"><path class="line" d="M16,${y} L48,${y}"/></g>`,
    `<text class="fact" x="56" y="${y + 4}">may call, on these TCP ports</text>`,
    `<g class="route uses"><path class="line" d="M250,${y} L282,${y}"/></g>`,
    `<text class="fact" x="290" y="${y + 4}">uses</text>`,
    `<text class="fact" x="338" y="${y + 4}">Boxes are modules, by what is in them.</text>`,
  ].join('\n');
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function escape(text: string): string {
  return htmlLines(text).text;
}
