import { pictureOf } from './boxes';
import { environmentDiagram } from './diagram';
import { mainKinds, tierOf } from './kinds';
import { layout, type Layout, type Point } from './layout';
import { modulesOf } from './modules';

const element = (path: string, rest: object = {}): object => ({
  '//': { metadata: { path: `staging/${path}` } },
  ...rest,
});
const service = (name: string): object =>
  element(`${name}/service`, {
    cluster: '${aws_ecs_cluster.cluster.arn}',
    target: '${aws_lb.alb.arn}',
    secret: '${aws_secretsmanager_secret.secrets_app.arn}',
  });
const JSON_CONFIGURATION = {
  resource: {
    aws_vpc: { network_vpc: element('network/vpc') },
    aws_lb: { alb: element('load-balancer/alb', { vpc: '${aws_vpc.network_vpc.id}' }) },
    aws_ecs_cluster: { cluster: element('ecs-cluster/cluster') },
    aws_ecs_service: { clinic: service('clinic'), portal: service('portal'), api: service('core-api') },
    aws_secretsmanager_secret: {
      secrets_app: element('app-secrets/app', { description: '${aws_rds_cluster.database_cluster.endpoint}' }),
    },
    aws_rds_cluster: {
      database_cluster: element('database/cluster', { password: '${ephemeral.aws_password.database_password.value}' }),
    },
    cloudflare_dns_record: { edge_api: element('edge/api', { content: '${aws_lb.alb.dns_name}' }) },
    aws_cloudwatch_metric_alarm: {
      watch_api: element('observability/api', { of: '${aws_ecs_service.api.name}', depends_on: ['aws_lb.alb'] }),
    },
    aws_scheduler_schedule: { jobs_a: element('jobs/a', { run: '${aws_ecs_service.api.id}' }) },
  },
  data: { aws_caller_identity: { me: element('current-account/me') } },
  ephemeral: { aws_password: { database_password: { from: '${data.aws_caller_identity.me.id}' } } },
};
const modules = modulesOf(JSON_CONFIGURATION);
const picture = pictureOf(modules);

test('a module is what stands below the stack, with what it reads by value or waits for', () => {
  expect(modules.map(({ name }) => name)).toEqual([
    'app-secrets',
    'clinic',
    'core-api',
    'database',
    'ecs-cluster',
    'edge',
    'jobs',
    'load-balancer',
    'network',
    'observability',
    'portal',
  ]);
  const reads = Object.fromEntries(modules.map(({ name, reads: read }) => [name, read]));
  expect(reads).toMatchObject({
    clinic: ['app-secrets', 'ecs-cluster', 'load-balancer'],
    observability: ['core-api', 'load-balancer'],
    'load-balancer': ['network'],
    network: [],
  });
});

test('the first kind that a module has says where it stands', () => {
  expect(tierOf(['aws_lb_target_group', 'aws_ecs_service', 'aws_iam_role'])).toBe('services');
  expect(tierOf(['aws_security_group', 'aws_vpc'])).toBe('foundation');
  expect(tierOf(['aws_something_new'])).toBe('operations');
  expect(mainKinds(['aws_s3_bucket', 'aws_s3_bucket', 'aws_s3_bucket_policy'])).toEqual(['2 buckets']);
});

test('what nothing tells apart is one box, and what something reads is not', () => {
  expect(picture.boxes.map(({ names }) => names)).toContainEqual(['clinic', 'portal']);
  expect(picture.boxes.map(({ names }) => names)).toContainEqual(['core-api']);
});

test('what nearly all read, or what reads nearly all, has a number instead of arrows', () => {
  const ends = picture.arrows.flatMap(({ from, to }) => [from, to]);
  for (const name of ['network', 'ecs-cluster', 'observability']) expect(ends).not.toContain(name);
  const facts = (id: string): readonly string[] => picture.boxes.find((box) => box.id === id)!.facts;
  expect(facts('ecs-cluster')).toContain('read by 3 modules');
  expect(facts('observability')).toContain('reads 2 modules');
});

describe('the layout', () => {
  const drawn = layout(picture);

  test('stands in bands from the edge down to the foundation', () => {
    expect(drawn.bands.map(({ title }) => title)).toEqual([
      'Edge',
      'Load balancing',
      'Services, jobs',
      'Storage, secrets',
      'Data',
      'Operations',
      'Foundation',
    ]);
  });

  test('no two boxes meet, and all are within the picture', () => {
    for (const a of drawn.boxes) {
      expect(a.x + a.width <= drawn.width && a.y + a.height <= drawn.height && a.x >= 0 && a.y >= 0).toBe(true);
      for (const b of drawn.boxes) {
        const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
        expect(a === b || apart).toBe(true);
      }
    }
  });

  test('no arrow runs through a box, and each ends at its own', () => expectClear(drawn));

  test('a tier of many boxes has several lanes, and arrows pass between them', () => {
    const many = Array.from({ length: 14 }, (_, i) => `service-${String(i).padStart(2, '0')}`);
    const boxes = [...many, 'bucket'].map((id) => ({
      id,
      tier: id === 'bucket' ? ('storage' as const) : ('services' as const),
      names: [id],
      facts: ['1 resource'],
    }));
    const arrows = many.map((from, i) => ({ from, to: i % 2 === 0 ? 'bucket' : many[(i + 7) % 14]! }));
    const big = layout({ boxes, arrows });
    expect(new Set(big.boxes.map(({ y }) => y)).size).toBe(4);
    expect(big.bands).toHaveLength(2);
    expectClear(big);
  });

  test('nothing to draw is an empty picture', () => {
    expect(layout({ boxes: [], arrows: [] })).toMatchObject({ boxes: [], routes: [] });
  });
});

function expectClear({ boxes, routes }: Layout): void {
  for (const { arrow, points } of routes) {
    const [from, to] = [arrow.from, arrow.to].map((id) => boxes.find((box) => box.id === id)!);
    expect(touches(points[0]!, from!) && touches(points.at(-1)!, to!)).toBe(true);
    points.slice(1).forEach((end, i) => {
      const start = points[i]!;
      expect(start.x === end.x || start.y === end.y).toBe(true);
      for (const box of boxes) {
        const isInside =
          Math.max(start.x, end.x) > box.x &&
          Math.min(start.x, end.x) < box.x + box.width &&
          Math.max(start.y, end.y) > box.y &&
          Math.min(start.y, end.y) < box.y + box.height;
        expect({ arrow, box: box.id, isInside }).toEqual({ arrow, box: box.id, isInside: false });
      }
    });
  }
}

function touches({ x, y }: Point, box: Layout['boxes'][number]): boolean {
  return x > box.x && x < box.x + box.width && (y === box.y || y === box.y + box.height);
}

describe('what is written', () => {
  const { svg, markdown } = environmentDiagram('staging', JSON_CONFIGURATION);

  test('is the same for the same configuration, in whatever order it is', () => {
    const reversed = JSON.parse(JSON.stringify(JSON_CONFIGURATION)) as typeof JSON_CONFIGURATION;
    const entries = Object.entries(reversed.resource).reverse();
    expect(environmentDiagram('staging', { ...reversed, resource: Object.fromEntries(entries) })).toEqual({
      svg,
      markdown,
    });
  });

  test('is a picture that needs nothing from elsewhere', () => {
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox/);
    expect(svg).toContain('<title>edge reads load-balancer</title>');
    expect(svg).not.toMatch(/href|url\(|@import/);
    expect(svg.match(/<g>/g)).toHaveLength(picture.arrows.length);
  });

  test('is a page with the same in Mermaid, and every module in a table', () => {
    expect(markdown).toContain('    m_clinic["<b>clinic</b><br/><b>portal</b><br/>1 resource each<br/>service"]');
    expect(markdown).toContain('  m_edge --> m_load_balancer');
    expect(markdown).toMatch(/\| observability \| 1 {9}\| alarm .*\| core-api, load-balancer/);
  });

  test('lets no name become markup', () => {
    const odd = environmentDiagram('staging', { resource: { aws_vpc: { x: element('a<b>"c/x') } } });
    expect(odd.svg).toContain('a&lt;b&gt;&quot;c');
    expect(odd.markdown).toContain('#60;b#62;#34;c');
  });
});
