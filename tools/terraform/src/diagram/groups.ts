import type { Box } from './boxes';
import type { Element } from './elements';
import { TIERS, type Tier } from './kinds';
import { INTERNET, publicSubnets } from './network';

/** Boxes and groups inside one frame. */
export interface Group {
  readonly id: string;
  readonly title: string;
  readonly boxes: readonly Box[];
  readonly groups: readonly Group[];
}

/** What the picture shows: what is joined by arrows, and below it what serves all of that. */
export interface Scenery {
  readonly loose: readonly Box[];
  readonly joined: readonly Group[];
  readonly below: readonly Group[];
}

const BELOW: readonly Tier[] = ['operations', 'foundation'];

/** Puts boxes where they are: at the edge, in a subnet of the VPC, or in the region beside it. */
export function groupsOf(boxes: readonly Box[], elements: readonly Element[]): Scenery {
  const loose = boxes.filter(({ id }) => id === INTERNET);
  const rest = boxes.filter(({ id }) => id !== INTERNET);
  const inside = (place: Box['place']): Group[] =>
    tierGroups(
      rest.filter((box) => box.place === place),
      `${place}`,
    );
  const subnets = subnetTitles(elements);
  const place = (name: 'public' | 'private'): Group => {
    const own = inside(name);
    // One tier alone needs no frame of its own.
    return own.length === 1 ? group(name, subnets[name], own[0]!.boxes) : group(name, subnets[name], [], own);
  };
  const vpc = group('vpc', vpcTitle(elements), [], [place('public'), place('private')]);
  const outside = tierGroups(
    rest.filter(({ place }) => place === undefined),
    'outside',
  );
  const isBelow = ({ id }: Group): boolean => BELOW.some((tier) => id === `outside-${tier}`);
  return {
    loose,
    joined: [vpc, ...outside.filter((each) => !isBelow(each))].filter(isFilled),
    below: outside.filter(isBelow),
  };
}

function tierGroups(boxes: readonly Box[], place: string): Group[] {
  return TIERS.map(({ tier, title }) =>
    group(
      `${place}-${tier}`,
      title,
      boxes.filter((box) => box.tier === tier),
    ),
  ).filter(isFilled);
}

function group(id: string, title: string, boxes: readonly Box[], groups: readonly Group[] = []): Group {
  return { id, title, boxes, groups: groups.filter(isFilled) };
}

function isFilled({ boxes, groups }: Group): boolean {
  return boxes.length + groups.length > 0;
}

function vpcTitle(elements: readonly Element[]): string {
  const [vpc] = elements.filter(({ type, managed }) => managed && type === 'aws_vpc');
  const zones = new Set(subnetsOf(elements).map(({ block }) => block['availability_zone']));
  return ['VPC', literal(vpc?.block['cidr_block']), zones.size > 1 ? `in ${zones.size} zones` : '']
    .filter(Boolean)
    .join(' ');
}

function subnetTitles(elements: readonly Element[]): Record<'public' | 'private', string> {
  const open = publicSubnets(elements);
  const title = (word: string, own: readonly Element[]): string =>
    `${own.length > 1 ? `${own.length} ` : ''}${word} subnet${own.length === 1 ? '' : 's'}`;
  const all = subnetsOf(elements);
  return {
    public: title(
      'public',
      all.filter(({ address }) => open.has(address)),
    ),
    private: title(
      'private',
      all.filter(({ address }) => !open.has(address)),
    ),
  };
}

function subnetsOf(elements: readonly Element[]): Element[] {
  return elements.filter(({ type, managed }) => managed && type === 'aws_subnet');
}

function literal(value: unknown): string {
  return typeof value === 'string' && !value.includes('${') ? value : '';
}
