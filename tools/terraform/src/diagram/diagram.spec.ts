import { pictureOf, type Picture } from './boxes';
import { changesByModule, type Changed } from './changed';
import { environmentDiagram } from './diagram';
import { elementsOf } from './elements';
import { groupsOf, type Group } from './groups';
import { mainKinds, tierOf } from './kinds';
import { layout, type Layout, type Rectangle } from './layout';
import type { Point } from './measures';
import { straightened } from './lines';
import { modulesOf } from './modules';
import { flowsOf, placesOf } from './network';

const element = (path: string, rest: object = {}): object => ({
  '//': { metadata: { path: `staging/${path}` } },
  ...rest,
});
const group = (name: string): string => `\${aws_security_group.${name}.id}`;
const subnet = (name: string): string => `\${aws_subnet.${name}.id}`;
const service = (name: string): object =>
  element(`${name}/service`, {
    cluster: '${aws_ecs_cluster.cluster.arn}',
    target: '${aws_lb.alb.arn}',
    secret: '${aws_secretsmanager_secret.secrets_app.arn}',
    network: { subnets: [subnet('inner')], security_groups: [group('app')] },
  });
const rule = (name: string, rest: object): object => element(`network/${name}`, { ip_protocol: 'tcp', ...rest });
const JSON_CONFIGURATION = {
  resource: {
    aws_vpc: { network_vpc: element('network/vpc', { cidr_block: '10.0.0.0/16' }) },
    aws_internet_gateway: { way: element('network/way') },
    aws_route_table: { outer: element('network/outer-table'), inner: element('network/inner-table') },
    aws_route: {
      out: element('network/out', {
        gateway_id: '${aws_internet_gateway.way.id}',
        route_table_id: '${aws_route_table.outer.id}',
      }),
    },
    aws_route_table_association: {
      outer: element('network/outer', { subnet_id: subnet('outer'), route_table_id: '${aws_route_table.outer.id}' }),
      inner: element('network/inner', { subnet_id: subnet('inner'), route_table_id: '${aws_route_table.inner.id}' }),
    },
    aws_subnet: {
      outer: element('network/subnet-outer', { vpc_id: '${aws_vpc.network_vpc.id}', availability_zone: 'a' }),
      inner: element('network/subnet-inner', { vpc_id: '${aws_vpc.network_vpc.id}', availability_zone: 'b' }),
    },
    aws_security_group: {
      alb: element('network/sg-alb'),
      app: element('network/sg-app'),
      db: element('network/sg-db'),
    },
    aws_vpc_security_group_ingress_rule: {
      web: rule('web', { security_group_id: group('alb'), cidr_ipv4: '103.21.244.0/22', from_port: 443, to_port: 443 }),
      app: rule('app', {
        security_group_id: group('app'),
        referenced_security_group_id: group('alb'),
        from_port: 3000,
        to_port: 3999,
      }),
      mesh: rule('mesh', {
        security_group_id: group('app'),
        referenced_security_group_id: group('app'),
        from_port: 3000,
        to_port: 3999,
      }),
      sql: rule('sql', {
        security_group_id: group('db'),
        referenced_security_group_id: group('app'),
        from_port: 5432,
        to_port: 5432,
      }),
      inside: rule('inside', {
        security_group_id: group('db'),
        cidr_ipv4: '10.0.0.0/16',
        from_port: 5432,
        to_port: 5432,
      }),
    },
    aws_lb: { alb: element('load-balancer/alb', { subnets: [subnet('outer')], security_groups: [group('alb')] }) },
    aws_ecs_cluster: { cluster: element('ecs-cluster/cluster') },
    aws_ecs_service: { clinic: service('clinic'), portal: service('portal'), api: service('core-api') },
    aws_secretsmanager_secret: {
      secrets_app: element('app-secrets/app', { description: '${aws_rds_cluster.database_cluster.endpoint}' }),
    },
    aws_rds_cluster: {
      database_cluster: element('database/cluster', {
        password: '${ephemeral.aws_password.database_password.value}',
        groups: [group('db')],
        subnets: [subnet('inner')],
      }),
    },
    cloudflare_dns_record: { edge_api: element('edge/api', { content: '${aws_lb.alb.dns_name}' }) },
    aws_cloudwatch_metric_alarm: {
      watch_api: element('observability/api', { of: '${aws_ecs_service.api.name}', depends_on: ['aws_lb.alb'] }),
    },
    aws_scheduler_schedule: {
      jobs_a: element('jobs/a', {
        run: '${aws_ecs_service.api.id}',
        subnets: ['${aws_route_table_association.inner.subnet_id}'],
        groups: [group('app')],
      }),
    },
  },
  data: { aws_caller_identity: { me: element('current-account/me') } },
  ephemeral: { aws_password: { database_password: { from: '${data.aws_caller_identity.me.id}' } } },
};
const elements = elementsOf(JSON_CONFIGURATION);
const modules = modulesOf(elements);
const pictured = (changes: Changed = []): Picture =>
  pictureOf({
    modules,
    places: placesOf(elements),
    flows: flowsOf(elements),
    changes: changesByModule(elements, changes),
  });
const picture = pictured();
const scenery = groupsOf(picture.boxes, elements);

test('a module is what stands below the stack, with what it reads by value or waits for', () => {
  const reads = Object.fromEntries(modules.map(({ name, reads: read }) => [name, read]));
  expect(reads).toMatchObject({
    clinic: ['app-secrets', 'ecs-cluster', 'load-balancer', 'network'],
    observability: ['core-api', 'load-balancer'],
    network: [],
  });
});

test('the first kind that a module has says where it stands', () => {
  expect(tierOf(['aws_lb_target_group', 'aws_ecs_service', 'aws_iam_role'])).toBe('services');
  expect(tierOf(['aws_security_group', 'aws_vpc'])).toBe('foundation');
  expect(tierOf(['aws_something_new'])).toBe('operations');
  expect(mainKinds(['aws_s3_bucket', 'aws_s3_bucket', 'aws_s3_bucket_policy'])).toEqual(['2 buckets']);
});

test('a subnet with a way to the internet gateway is public, and modules stand where their resources are', () => {
  expect(Object.fromEntries(placesOf(elements))).toEqual({
    clinic: 'private',
    'core-api': 'private',
    database: 'private',
    jobs: 'private',
    'load-balancer': 'public',
    portal: 'private',
  });
});

test('who may call whom is what the rules of the security groups say', () => {
  const flows = flowsOf(elements).map(({ from, to, ports }) => `${from} → ${to} ${ports}`);
  expect(flows).toContain('internet → load-balancer 443');
  expect(flows).toContain('load-balancer → clinic 3000–3999');
  expect(flows).toContain('clinic → database 5432');
  expect(flows).not.toContain('internet → database 5432');
  expect(flows.filter((flow) => /^(clinic|portal) → (clinic|portal)/.test(flow))).toEqual([]);
});

describe('the picture', () => {
  const arrows = picture.arrows.map(({ from, to, kind, ports = '' }) => `${from} ${kind} ${to} ${ports}`.trim());

  test('leads from the internet by the edge to the load balancer, and on to the data', () => {
    expect(arrows).toEqual(
      expect.arrayContaining([
        'internet calls edge',
        'edge calls load-balancer 443',
        'load-balancer calls clinic 3000–3999',
        'clinic calls database 5432',
        'clinic uses app-secrets',
      ]),
    );
    expect(arrows).not.toContain('internet calls load-balancer 443');
  });

  test('has no arrow from a load balancer to what has no rule of it, though the group would let it', () => {
    expect(arrows).not.toContain('load-balancer calls jobs 3000–3999');
    expect(arrows).toContain('jobs uses core-api');
  });

  test('shows what nothing tells apart as one box', () => {
    expect(picture.boxes.map(({ names }) => names)).toContainEqual(['clinic', 'portal']);
    expect(picture.boxes.map(({ names }) => names)).toContainEqual(['core-api']);
  });

  test('has a number instead of arrows for what nearly all read, or what reads nearly all', () => {
    const ends = picture.arrows.flatMap(({ from, to }) => [from, to]);
    for (const name of ['network', 'ecs-cluster', 'observability']) expect(ends).not.toContain(name);
    const facts = (id: string): readonly string[] => picture.boxes.find((box) => box.id === id)!.facts;
    expect(facts('ecs-cluster')).toContain('used by 3 modules');
    expect(facts('observability')).toContain('reads 2 modules');
  });

  test('groups by VPC, subnets and tiers', () => {
    const outline = ({ title, boxes, groups }: Group): unknown => [
      title,
      boxes.map(({ id }) => id),
      groups.map(outline),
    ];
    expect(scenery.joined.map(outline)).toEqual([
      [
        'VPC 10.0.0.0/16 in 2 zones',
        [],
        [
          ['public subnet', ['load-balancer'], []],
          [
            'private subnet',
            [],
            [
              ['Services and jobs', ['clinic', 'core-api', 'jobs'], []],
              ['Data stores', ['database'], []],
            ],
          ],
        ],
      ],
      ['Edge', ['edge'], []],
      ['Storage, secrets, mail', ['app-secrets'], []],
    ]);
    expect(scenery.below.map(({ title }) => title)).toEqual(['Operations', 'Foundation']);
  });
});

describe('the layout', () => {
  let drawn: Layout;
  beforeAll(async () => {
    drawn = await layout(scenery, picture.arrows);
  });

  test('draws every box and every arrow', () => {
    expect(drawn.boxes.map(({ id }) => id).sort()).toEqual(picture.boxes.map(({ id }) => id).sort());
    expect(drawn.routes).toHaveLength(picture.arrows.length);
  });

  test('no two boxes meet, and all are within the picture', () => {
    for (const a of drawn.boxes) {
      expect(a.x + a.width <= drawn.width && a.y + a.height <= drawn.height && a.x >= 0 && a.y >= 0).toBe(true);
      for (const b of drawn.boxes) expect(a === b || !overlap(a, b)).toBe(true);
    }
  });

  test('what is inside a group is inside its frame', () => {
    const vpc = drawn.groups.find(({ title }) => title.startsWith('VPC'))!;
    const inVpc = drawn.boxes.filter((box) => overlap(box, vpc)).map(({ id }) => id);
    expect(inVpc.sort()).toEqual(['clinic', 'core-api', 'database', 'jobs', 'load-balancer']);
  });

  test('no arrow runs through a box, and each ends at its own', () => {
    for (const { arrow, points } of drawn.routes) {
      const [from, to] = [arrow.from, arrow.to].map((id) => drawn.boxes.find((box) => box.id === id)!);
      expect(touches(points[0]!, from!) && touches(points.at(-1)!, to!)).toBe(true);
      const slanted = points.slice(1).filter((end, i) => end.x !== points[i]!.x && end.y !== points[i]!.y);
      expect({ arrow, points, slanted }).toEqual({ arrow, points, slanted: [] });
      for (const box of drawn.boxes) {
        const through = points.slice(1).some((end, i) => crosses(points[i]!, end, box));
        expect({ arrow, box: box.id, through }).toEqual({ arrow, box: box.id, through: false });
      }
    }
  });

  test('nothing to draw is an empty picture', async () => {
    expect(await layout({ loose: [], joined: [], below: [] }, [])).toMatchObject({ boxes: [], routes: [] });
  });
});

test('a jog that nobody means is straightened, back to where the line begins', () => {
  const at = (x: number, y: number): Point => ({ x, y });
  expect(straightened([at(10, 0), at(10, 5), at(11, 5), at(11, 9), at(13, 9), at(13, 20)])).toEqual([
    at(13, 0),
    at(13, 20),
  ]);
  const meant = [at(10, 0), at(10, 5), at(40, 5), at(40, 9)];
  expect(straightened(meant)).toEqual(meant);
});

function overlap(a: Rectangle, b: Rectangle): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function crosses(start: Point, end: Point, box: Rectangle): boolean {
  return (
    Math.max(start.x, end.x) > box.x + 1 &&
    Math.min(start.x, end.x) < box.x + box.width - 1 &&
    Math.max(start.y, end.y) > box.y + 1 &&
    Math.min(start.y, end.y) < box.y + box.height - 1
  );
}

function touches({ x, y }: Point, box: Rectangle): boolean {
  const near = (a: number, b: number): boolean => Math.abs(a - b) < 1;
  return x > box.x && x < box.x + box.width && (near(y, box.y) || near(y, box.y + box.height));
}

describe('what is written', () => {
  test('is the same for the same configuration, in whatever order it is', async () => {
    const reversed = JSON.parse(JSON.stringify(JSON_CONFIGURATION)) as typeof JSON_CONFIGURATION;
    const entries = Object.entries(reversed.resource).reverse();
    expect(await environmentDiagram('staging', { ...reversed, resource: Object.fromEntries(entries) })).toEqual(
      await environmentDiagram('staging', JSON_CONFIGURATION),
    );
  });

  test('is a picture that needs nothing from elsewhere, in light and dark', async () => {
    const { svg } = await environmentDiagram('staging', JSON_CONFIGURATION);
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" class="diagram" viewBox/);
    expect(svg).toContain('<title>clinic may call database on 5432</title>');
    expect(svg).toContain('@media(prefers-color-scheme:dark)');
    expect(svg).not.toMatch(/href|url\(|@import/);
  });

  test('styles nothing but itself, for it stands in a page too', async () => {
    const { svg } = await environmentDiagram('staging', JSON_CONFIGURATION);
    const style = /<style>([^]*?)<\/style>/.exec(svg)![1]!.replace('@media(prefers-color-scheme:dark){', '');
    const selectors = style
      .split('}')
      .flatMap((each) => each.split('{')[0]!.split(','))
      .filter(Boolean);
    expect(selectors.filter((each) => !each.startsWith('.diagram'))).toEqual([]);
  });

  test('is a page with the same in Mermaid, and every module in a table', async () => {
    const { markdown } = await environmentDiagram('staging', JSON_CONFIGURATION);
    expect(markdown).toContain('["<b>clinic</b><br/><b>portal</b><br/>1 resource each<br/>service"]');
    expect(markdown).toContain('  m_clinic -->|"5432"| m_database');
    expect(markdown).toContain('  m_clinic -.-> m_app_secrets');
    expect(markdown).toMatch(/\| observability \| 1 {9}\| alarm .*\| core-api, load-balancer/);
  });

  test('lets no name become markup', async () => {
    const odd = await environmentDiagram('staging', { resource: { aws_vpc: { x: element('a<b>"c\u202e/x') } } });
    expect(odd.svg).toContain('a&lt;b&gt;&quot;c');
    expect(odd.markdown).toContain('#60;b#62;#34;c');
    expect([odd.svg, odd.markdown].join('')).not.toContain('\u202e');
  });
});

describe('a picture of what changes', () => {
  const changes: Changed = [
    { address: 'aws_ecs_service.clinic', action: 'update' },
    { address: 'aws_rds_cluster.database_cluster', action: 'replace' },
    { address: 'aws_rds_cluster_instance.database_writer["a"]', action: 'destroy' },
    { address: 'aws_sqs_queue.forgotten', action: 'destroy' },
  ];
  const boxes = new Map(pictured(changes).boxes.map((box) => [box.id, box]));

  test('marks a module by the gravest of its changes, and counts each', () => {
    expect(boxes.get('database')).toMatchObject({ action: 'destroy', changes: ['- 1 destroy', '± 1 replace'] });
    expect(boxes.get('core-api')!.action).toBeUndefined();
  });

  test('tells a module that changes from one like it that does not', () => {
    expect(boxes.get('clinic')).toMatchObject({ names: ['clinic'], action: 'update' });
    expect(boxes.get('portal')!.names).toEqual(['portal']);
  });

  test('shows what is destroyed together with its module', () => {
    expect(boxes.get('no longer configured')).toMatchObject({ action: 'destroy', changes: ['- 1 destroy'] });
  });

  test('says it in words beside the colour, and makes the rest pale', async () => {
    const { svg } = await environmentDiagram('staging', JSON_CONFIGURATION, changes);
    expect(svg).toContain('class="diagram plan"');
    expect(svg).toMatch(/<g class="module destroy">\n.*\n<text class="name"[^>]*>database<[^]*?± 1 replace/);
    expect(svg).toMatch(/<g class="module same">\n.*\n<text class="name"[^>]*>core-api</);
  });
});
