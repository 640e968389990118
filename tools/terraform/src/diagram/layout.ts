import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk.bundled.js';
import type { Arrow, Box } from './boxes';
import type { Group, Scenery } from './groups';
import { straightened } from './lines';
import { FACT_SIZE, LINE, NAME_SIZE, PADDING, TITLE, widthOf, type Point } from './measures';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedBox extends Box, Rectangle {}

export interface PlacedGroup extends Rectangle {
  readonly title: string;
  /** How deep it is inside others. */
  readonly depth: number;
}

export interface Route {
  readonly arrow: Arrow;
  /** Corners; neighbours are above or beside each other. */
  readonly points: readonly Point[];
  /** Where what stands on the line has its place. */
  readonly label?: Rectangle;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly groups: readonly PlacedGroup[];
  readonly boxes: readonly PlacedBox[];
  readonly routes: readonly Route[];
}

const MARGIN = 16;
const GAP = 24;

const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.json.shapeCoords': 'ROOT',
  'elk.json.edgeCoords': 'ROOT',
  'elk.randomSeed': '1',
  'elk.layered.thoroughness': '40',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.spacing.nodeNode': '28',
  'elk.spacing.edgeNode': '18',
  'elk.spacing.edgeEdge': '12',
  'elk.spacing.edgeLabel': '4',
  'elk.layered.spacing.nodeNodeBetweenLayers': '28',
  'elk.layered.spacing.edgeNodeBetweenLayers': '14',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '12',
  'elk.edgeLabels.inline': 'true',
  'elk.padding': `[top=${MARGIN},left=${MARGIN},bottom=${MARGIN},right=${MARGIN}]`,
} as const;

const GROUP_OPTIONS = { 'elk.padding': `[top=${TITLE + 12},left=14,bottom=14,right=14]` };

/** Lets ELK place boxes in their groups and lead the arrows; what has no arrows stands beside or below, where there is room. */
export async function layout({ loose, joined, below }: Scenery, arrows: readonly Arrow[]): Promise<Layout> {
  const upper = await laidOut(loose, joined, arrows);
  return upper.height > upper.width ? withColumn(upper, below) : withRows(upper, below);
}

async function laidOut(loose: readonly Box[], groups: readonly Group[], arrows: readonly Arrow[]): Promise<Layout> {
  const boxes = new Map([...loose, ...groups.flatMap(boxesIn)].map((box) => [box.id, box]));
  if (boxes.size === 0) return { width: 0, height: MARGIN, groups: [], boxes: [], routes: [] };
  const graph: ElkNode = {
    id: 'root',
    layoutOptions: { ...OPTIONS },
    children: [...loose.map(nodeOf), ...groups.map(groupNodeOf)],
    edges: arrows.filter(({ from, to }) => boxes.has(from) && boxes.has(to)).map(edgeOf),
  };
  // It takes a moment to load: who draws nothing does not wait for it.
  const { default: elk } = await import('elkjs/lib/elk.bundled.js');
  const root: ElkNode = await new elk.default().layout(graph);
  return {
    width: root.width ?? 0,
    height: root.height ?? 0,
    ...collected(root, boxes, 0),
    routes: arrows.flatMap((arrow, i) =>
      routeOf(
        arrow,
        (root.edges ?? []).find(({ id }) => id === `arrow ${i}`),
      ),
    ),
  };
}

function boxesIn({ boxes, groups }: Group): Box[] {
  return [...boxes, ...groups.flatMap(boxesIn)];
}

function nodeOf(box: Box): ElkNode {
  return { id: `box ${box.id}`, ...sizeOf(box) };
}

function groupNodeOf({ id, title, boxes, groups }: Group): ElkNode {
  return {
    id: `group ${id}`,
    labels: [{ text: title }],
    layoutOptions: GROUP_OPTIONS,
    children: [...boxes.map(nodeOf), ...groups.map(groupNodeOf)],
  };
}

function edgeOf({ from, to, ports }: Arrow, index: number): ElkExtendedEdge {
  const label = ports === undefined ? [] : [{ text: ports, width: widthOf(ports, FACT_SIZE) + 8, height: 16 }];
  return { id: `arrow ${index}`, sources: [`box ${from}`], targets: [`box ${to}`], labels: label };
}

function collected(node: ElkNode, boxes: ReadonlyMap<string, Box>, depth: number): Pick<Layout, 'boxes' | 'groups'> {
  const parts = (node.children ?? []).map((child) => {
    const box = boxes.get(child.id.slice('box '.length));
    if (child.id.startsWith('box ') && box) return { boxes: [{ ...box, ...rectangle(child) }], groups: [] };
    const inner = collected(child, boxes, depth + 1);
    return {
      boxes: inner.boxes,
      groups: [{ title: child.labels?.[0]?.text ?? '', depth, ...rectangle(child) }, ...inner.groups],
    };
  });
  return { boxes: parts.flatMap((part) => part.boxes), groups: parts.flatMap((part) => part.groups) };
}

function routeOf(arrow: Arrow, edge: ElkExtendedEdge | undefined): Route[] {
  const [section] = edge?.sections ?? [];
  if (!section) return [];
  const [label] = edge?.labels ?? [];
  const points = straightened([section.startPoint, ...(section.bendPoints ?? []), section.endPoint]);
  return [{ arrow, points, ...(label ? { label: rectangle(label) } : {}) }];
}

function rectangle({ x = 0, y = 0, width = 0, height = 0 }: Partial<Rectangle>): Rectangle {
  return { x, y, width, height };
}

/** Groups without arrows, one below the other, their boxes side by side as far as there is room. */
function withRows(upper: Layout, below: readonly Group[]): Layout {
  const widest = Math.max(0, ...below.flatMap(({ boxes }) => boxes.map((box) => sizeOf(box).width)));
  const width = Math.max(upper.width, widest + 2 * (MARGIN + 14));
  return below.reduce<Layout>((above, { title, boxes }) => {
    const top = above.height + (above.height > MARGIN ? GAP - MARGIN : 0);
    const placed = rows(boxes, { x: MARGIN + 14, y: top + TITLE + 12, width: width - 2 * (MARGIN + 14) });
    const bottom = bottomOf(placed) + 14;
    return {
      ...above,
      width,
      height: bottom + MARGIN,
      groups: [
        ...above.groups,
        { title, depth: 0, x: MARGIN, y: top, width: width - 2 * MARGIN, height: bottom - top },
      ],
      boxes: [...above.boxes, ...placed],
    };
  }, upper);
}

/** The same beside what is tall: one below the other. */
function withColumn(main: Layout, below: readonly Group[]): Layout {
  const widest = Math.max(0, ...below.flatMap(({ boxes }) => boxes.map((box) => sizeOf(box).width)));
  const [x, width] = [main.width + GAP - MARGIN, widest + 28];
  let y = MARGIN;
  const parts = below.map(({ title, boxes }) => {
    const placed = rows(boxes, { x: x + 14, y: y + TITLE + 12, width: widest });
    const frame = { title, depth: 0, x, y, width, height: bottomOf(placed) + 14 - y };
    y += frame.height + GAP;
    return { frame, placed };
  });
  return {
    ...main,
    width: parts.length > 0 ? x + width + MARGIN : main.width,
    height: Math.max(main.height, y - GAP + MARGIN),
    groups: [...main.groups, ...parts.map(({ frame }) => frame)],
    boxes: [...main.boxes, ...parts.flatMap(({ placed }) => placed)],
  };
}

function bottomOf(boxes: readonly PlacedBox[]): number {
  return Math.max(...boxes.map(({ y, height }) => y + height));
}

function rows(boxes: readonly Box[], { x, y, width }: Omit<Rectangle, 'height'>): PlacedBox[] {
  let [left, top, tallest] = [x, y, 0];
  return boxes.map((box) => {
    const size = sizeOf(box);
    if (left > x && left + size.width > x + width) [left, top, tallest] = [x, top + tallest + GAP, 0];
    const placed = { ...box, ...size, x: left, y: top };
    left += size.width + GAP;
    tallest = Math.max(tallest, size.height);
    return placed;
  });
}

function sizeOf({ names, facts, changes }: Box): Pick<Rectangle, 'width' | 'height'> {
  const widths = [
    ...names.map((name) => widthOf(name, NAME_SIZE)),
    ...[...facts, ...changes].map((fact) => widthOf(fact, FACT_SIZE)),
  ];
  return {
    width: Math.ceil(Math.max(90, ...widths) + 2 * PADDING),
    height: (names.length + facts.length + changes.length) * LINE + 2 * PADDING,
  };
}
