import type { Arrow, Box, Picture } from './boxes';
import { channelsOf, crossing, type Channel } from './channels';
import { lanesOf, type Lane } from './lanes';
import { pathsOf, type Column, type Path } from './paths';

export interface Placed extends Column {
  readonly y: number;
  readonly height: number;
}

export interface Band {
  readonly title: string;
  readonly y: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Route {
  readonly arrow: Arrow;
  /** Corners; neighbours are above or beside each other. */
  readonly points: readonly Point[];
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly bands: readonly Band[];
  readonly boxes: readonly Placed[];
  readonly routes: readonly Route[];
}

const BOX = 178;
const GAP = 44;
const LABELS = 130;
const MARGIN = 24;
const LINE = 17;
const PADDING = 10;
const BAND_PADDING = 14;
const TRACK = 10;
// From a box to the first track, with room for an arrow's head.
const BEFORE_TRACKS = 22;
const LEAST_CHANNEL = 44;

/** Places boxes in the lanes of their tiers, and leads arrows between them, never through one. */
export function layout({ boxes, arrows }: Picture): Layout {
  const lanes = lanesOf(boxes, arrows);
  const width = LABELS + Math.max(0, ...lanes.map(laneWidth)) + 2 * MARGIN;
  const columns = lanes.map((lane) => {
    const left = LABELS + MARGIN + (width - LABELS - 2 * MARGIN - laneWidth(lane)) / 2;
    return lane.boxes.map((box, i) => ({ ...box, x: left + i * (BOX + GAP), width: BOX }));
  });
  const paths = pathsOf(columns, arrows, { gap: GAP });
  const channels = channelsOf(paths, lanes.length);
  const tops = laneTops(lanes, channels);
  const placed = columns.map((lane, i) => lane.map((box) => ({ ...box, y: tops[i]!, height: laneHeight(lanes[i]!) })));
  const last = lanes.length - 1;
  return {
    width,
    height: lanes.length === 0 ? MARGIN : tops[last]! + laneHeight(lanes[last]!) + channelHeight(channels[last]!, true),
    bands: bandsOf(lanes, tops),
    boxes: placed.flat(),
    routes: paths.map((path) => ({
      arrow: path.arrow,
      points: corners(path, { channels, tops, heights: lanes.map(laneHeight) }),
    })),
  };
}

interface Grid {
  readonly channels: readonly Channel[];
  readonly tops: readonly number[];
  readonly heights: readonly number[];
}

/** From box to track to gap to track to box. */
function corners(path: Path, { channels, tops, heights }: Grid): Point[] {
  const { step, from, to, xs } = path;
  const lanes = step > 0 ? range(from, to) : step < 0 ? range(to, from).reverse() : [from];
  const bottom = (lane: number): number => tops[lane]! + heights[lane]!;
  const tracks = lanes.flatMap((lane) => {
    const [start, end] = crossing(path, lane)!;
    const y = bottom(lane) + BEFORE_TRACKS + channels[lane]!.trackOf(path) * TRACK;
    return [
      { x: start, y },
      { x: end, y },
    ];
  });
  return [
    { x: xs[0]!, y: step < 0 ? tops[from]! : bottom(from) },
    ...tracks,
    { x: xs.at(-1)!, y: step > 0 ? tops[to]! : bottom(to) },
  ];
}

function laneTops(lanes: readonly Lane[], channels: readonly Channel[]): number[] {
  let y = MARGIN;
  return lanes.map((lane, i) => {
    const top = y;
    y += laneHeight(lane) + channelHeight(channels[i]!, i === lanes.length - 1);
    return top;
  });
}

function channelHeight({ tracks }: Channel, isLast: boolean): number {
  if (tracks === 0) return isLast ? MARGIN : LEAST_CHANNEL;
  return Math.max(LEAST_CHANNEL, 2 * BEFORE_TRACKS + (tracks - 1) * TRACK);
}

function bandsOf(lanes: readonly Lane[], tops: readonly number[]): Band[] {
  const firsts = lanes.flatMap(({ first }, i) => (first ? [i] : []));
  return firsts.map((start, n) => {
    const end = (firsts[n + 1] ?? lanes.length) - 1;
    const y = tops[start]! - BAND_PADDING;
    return { title: lanes[start]!.title, y, height: tops[end]! + laneHeight(lanes[end]!) + BAND_PADDING - y };
  });
}

function laneWidth({ boxes }: Lane): number {
  return boxes.length * (BOX + GAP) - GAP;
}

function laneHeight({ boxes }: Lane): number {
  return Math.max(...boxes.map(({ names, facts }: Box) => (names.length + facts.length) * LINE + 2 * PADDING));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}

/** Where the lines of a box stand. */
export function lineOf({ y }: Placed, index: number): number {
  return y + PADDING + index * LINE + 13;
}
