import * as fc from 'fast-check';
import { createHash } from 'node:crypto';
import { planReport } from '../build';
import type { PlanReport } from '../model';
import type { Change, PlanJson } from '../plan-json';
import { renderHtml } from '../render/html';
import { renderMarkdown } from '../render/markdown';
import { renderText } from '../render/text';
import { planSummary } from '../summary';
import { planOf, reportOf } from '../testing/plans';
import { planned, world, type Planned, type Resource, type World } from '../testing/worlds';

const NOW = new Date('2026-11-23T12:00:00Z');

function report({ plan, sources }: Planned): PlanReport {
  return planReport({ env: 'staging', target: 'cloud', isConfigured: () => true, ...sources }, plan);
}

/** All that anyone reads of a plan, without the digest itself. */
function rendered(of: PlanReport): string {
  const bare = { ...of, digest: 'sha256:' };
  const options = { now: NOW };
  return [
    renderText(bare),
    renderMarkdown(bare, options),
    renderHtml(bare, options),
    JSON.stringify(planSummary(bare)),
  ].join('\n');
}

/** Changes one resource that the filter takes; undefined when there is none. */
function one(
  of: World,
  takes: (each: Resource) => boolean,
  change: (each: Resource) => Partial<Resource>,
): World | undefined {
  const index = of.resources.findIndex(takes);
  if (index < 0) return undefined;
  return { ...of, resources: of.resources.map((each, i) => (i === index ? { ...each, ...change(each) } : each)) };
}

const makes = ({ action }: Resource): boolean => ['create', 'update', 'replace'].includes(action);
const changes = ({ action }: Resource): boolean => action !== 'no-op';
const hasOne = ({ resources }: World): boolean => resources.some(changes);

/** Each of them is another effect. */
const MUTATIONS: Readonly<Record<string, (of: World) => World | undefined>> = {
  'a known value': (of) => one(of, makes, ({ size }) => ({ size: size + 1 })),
  'which new resource an unknown value refers to': (of) =>
    one(of, makes, ({ refersTo }) => ({ refersTo: refersTo === 'one' ? 'two' : 'one' })),
  'a sensitive value': (of) =>
    one(
      of,
      (each) => makes(each) && each.secretFrom === 'state',
      ({ secret }) => ({ secret: `${secret}x` }),
    ),
  'where a sensitive value comes from': (of) =>
    one(of, makes, ({ secretFrom }) => ({ secretFrom: secretFrom === 'state' ? 'ephemeral' : 'state' })),
  'a provisioner that comes': (of) =>
    one(
      of,
      (each) => makes(each) && !each.command,
      () => ({ command: 'id' }),
    ),
  'what a provisioner runs': (of) =>
    one(
      of,
      (each) => makes(each) && Boolean(each.command),
      ({ command }) => ({ command: `${command}x` }),
    ),
  'the id that is imported': (of) =>
    one(
      of,
      (each) => each.action === 'no-op' || each.action === 'update',
      ({ importId }) => ({ importId: `${importId}x` }),
    ),
  'which left-over object is deleted': (of) =>
    one(
      of,
      ({ action }) => action === 'delete',
      ({ deposed }) => ({ deposed: deposed === 'aaaaaaaa' ? 'bbbbbbbb' : 'aaaaaaaa' }),
    ),
  'where a resource comes from': (of) =>
    one(
      of,
      ({ action }) => action === 'update' || action === 'replace' || action === 'no-op',
      ({ previous }) => ({ previous: `${previous}x` }),
    ),
  'which object changes or goes': (of) =>
    one(
      of,
      ({ action }) => ['update', 'delete', 'replace', 'forget'].includes(action),
      ({ id }) => ({ id: `${id}x` }),
    ),
  'how a resource is deleted': (of) =>
    one(
      of,
      ({ action }) => action === 'delete' || action === 'replace',
      ({ forceDestroy }) => ({ forceDestroy: !forceDestroy }),
    ),
  'what a data source is asked for during the apply': (of) =>
    of.resources.some(({ action }) => action === 'read') ? { ...of, asked: `${of.asked}x` } : undefined,
  'an ephemeral': (of) => ({ ...of, ephemeral: { length: of.ephemeral.length + 1 } }),
  'what an output reads': (of) => ({ ...of, output: `${of.output}x` }),
  'the version of a provider': (of) => (hasOne(of) ? { ...of, providerVersion: `${of.providerVersion}1` } : undefined),
  'the hash of a provider': (of) => (hasOne(of) ? { ...of, providerHash: `${of.providerHash}x` } : undefined),
  'the configuration of a provider': (of) => (hasOne(of) ? { ...of, region: `${of.region}x` } : undefined),
};

test.each(Object.entries(MUTATIONS))('another digest for %s', (_, mutate) => {
  let tried = 0;
  fc.assert(
    fc.property(world, (of) => {
      const other = mutate(of);
      fc.pre(other !== undefined);
      tried += 1;
      return report(planned(of)).digest !== report(planned(other)).digest;
    }),
  );
  expect(tried).toBeGreaterThan(20);
});

test('another digest whenever a report reads differently', () => {
  const mutation = fc.constantFrom(...Object.values(MUTATIONS));
  fc.assert(
    fc.property(world, world, mutation, (left, right, mutate) => {
      for (const other of [right, mutate(left) ?? right]) {
        const [a, b] = [left, other].map((each) => report(planned({ ...each, key: left.key })));
        if (rendered(a!) !== rendered(b!)) expect(a!.digest).not.toBe(b!.digest);
      }
    }),
  );
});

describe('the same digest for the same change', () => {
  const shuffled = (plan: PlanJson): PlanJson => ({ ...plan, resource_changes: [...plan.resource_changes!].reverse() });
  const turned = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(turned);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, item]) => [key, turned(item)]),
    );
  };

  /** What a merge of somebody else's leaves in the configuration once it is applied. */
  const merged = ({ plan, sources: { configuration = {}, lockFile, key } }: Planned): Planned => ({
    plan: {
      ...plan,
      resource_changes: [
        ...plan.resource_changes!,
        {
          address: 'aws_sqs_queue.other',
          mode: 'managed',
          type: 'aws_sqs_queue',
          name: 'other',
          change: { actions: ['no-op'], before: { id: 'q' }, after: { id: 'q' } },
        },
      ],
    },
    sources: {
      configuration: {
        ...configuration,
        resource: { ...(configuration['resource'] as object), aws_sqs_queue: { other: { delay: '${local.delay}' } } },
        locals: { ...(configuration['locals'] as object), delay: 3 },
        removed: [{ from: 'aws_sqs_queue.gone', lifecycle: [{ destroy: false }] }],
        output: { ...(configuration['output'] as object), unchanged: { value: '${aws_sqs_queue.other.id}' } },
      },
      lockFile: `${lockFile}provider "registry.terraform.io/cloudflare/cloudflare" {\n  version = "5.14.0"\n}\n`,
      key,
    },
  });

  test.each<[string, (of: Planned) => Planned]>([
    ['planned twice', (of) => of],
    ['in another order', ({ plan, sources }) => ({ plan: shuffled(plan), sources })],
    [
      'with other keys first',
      ({ plan, sources }) => ({ plan: turned(plan) as PlanJson, sources: turned(sources) as Planned['sources'] }),
    ],
    ['after an unrelated merge', merged],
  ])('%s', (_, again) => {
    fc.assert(
      fc.property(world, (of) => {
        expect(report(again(planned(of))).digest).toBe(report(planned(of)).digest);
      }),
    );
  });

  test('planned without the right to read a secret that an ephemeral reads', () => {
    const withPlaceholders = (of: World): World => ({
      ...of,
      resources: of.resources.map((each) =>
        each.secretFrom === 'ephemeral' ? { ...each, secret: 'placeholder' } : each,
      ),
    });
    fc.assert(
      fc.property(world, (of) => {
        expect(report(planned(withPlaceholders(of))).digest).toBe(report(planned(of)).digest);
      }),
    );
  });
});

describe('a sensitive value', () => {
  const hashes = (secret: string): string[] =>
    ['sha256', 'sha1', 'md5'].flatMap((name) =>
      [secret, JSON.stringify(secret)].flatMap((text) =>
        (['hex', 'base64'] as const).map((form) => createHash(name).update(text).digest(form)),
      ),
    );

  test('is in nothing that anyone reads, nor is a hash of it', () => {
    fc.assert(
      fc.property(world, (of) => {
        const text = rendered(report(planned(of)));
        for (const { secret } of of.resources) {
          for (const trace of [secret, ...hashes(secret)]) expect(text).not.toContain(trace);
        }
        expect(text).not.toContain(of.key);
      }),
    );
  });

  test('leaves no trace of its length in what is read', () => {
    fc.assert(
      fc.property(world, (of) => {
        const longer = {
          ...of,
          resources: of.resources.map((each) => ({ ...each, secret: `${each.secret}${each.secret}` })),
        };
        expect(rendered(report(planned(longer)))).toBe(rendered(report(planned(of))));
      }),
    );
  });

  const secret = (a: string): PlanJson =>
    planOf('aws_x.y', {
      before: { a: 'old' },
      after: { a },
      before_sensitive: { a: true },
      after_sensitive: { a: true },
    });

  test('cannot be found by trying: whoever lacks the key computes another digest', () => {
    expect(reportOf(secret('guess'), { key: 'a' }).digest).not.toBe(reportOf(secret('guess'), { key: 'b' }).digest);
  });

  test('is never shared without a key, unless the configuration itself holds it', () => {
    const digest = (configuration = {}): string => reportOf(secret('x'), { key: undefined, configuration }).digest;
    expect(digest()).not.toBe(digest());
    const literal = { resource: { aws_x: { y: { a: 'x' } } } };
    expect(digest(literal)).toBe(digest(literal));
    const read = { resource: { aws_x: { y: { a: '${aws_z.z.a}' } } } };
    expect(digest(read)).not.toBe(digest(read));
  });
});

describe('what is read of a resource that does not change', () => {
  const plan = (values: object, sensitive_values: object = {}): PlanJson => ({
    ...planOf('aws_x.y', { before: { a: 1 }, after: { a: 2 }, after_unknown: { b: true } }),
    prior_state: {
      values: {
        root_module: {
          resources: [
            { address: 'aws_z.z', mode: 'managed', values: { ...values }, sensitive_values: { ...sensitive_values } },
          ],
        },
      },
    },
  });
  const configuration = {
    resource: { aws_x: { y: { a: 2, b: '${jsonencode([local.b])}' } }, aws_z: { z: {} } },
    locals: { b: '${aws_z.z.name}' },
  };
  const digest = (...of: Parameters<typeof plan>): string => reportOf(plan(...of), { configuration }).digest;

  test('is part of the digest, what is not read is none', () => {
    expect(digest({ name: 'a' })).not.toBe(digest({ name: 'b' }));
    expect(digest({ name: 'a', size: 1 })).toBe(digest({ name: 'a', size: 2 }));
  });

  test('is bound by the resource that holds it where it is sensitive', () => {
    const marks = { name: true };
    expect(digest({ id: 'i', name: 'a' }, marks)).toBe(digest({ id: 'i', name: 'b' }, marks));
    expect(digest({ id: 'i', name: 'a' }, marks)).not.toBe(digest({ id: 'j', name: 'a' }, marks));
  });
});

test.each(['removed', 'import'])('a %s block of what changes is part of the digest, its provisioners too', (kind) => {
  const plan = planOf('aws_x.y', { actions: ['delete'], before: { id: 'y' }, after: null });
  const block = (command: string): object => ({
    [kind]: [{ [kind === 'import' ? 'to' : 'from']: 'aws_x.y', provisioner: { 'local-exec': { command } } }],
  });
  const digest = (command: string): string => reportOf(plan, { configuration: { ...block(command) } }).digest;
  expect(digest('a')).toBe(digest('a'));
  expect(digest('a')).not.toBe(digest('b'));
});

test.each(['locals', 'variable', 'data'])('what an unknown value reads of a %s block is part of the digest', (kind) => {
  const plan = planOf('aws_x.y', { actions: ['create'], before: null, after: {}, after_unknown: { a: true } });
  const digest = (value: string): string => {
    const blocks: Readonly<Record<string, object>> = {
      locals: { first: '${local.second}', second: value },
      variable: { second: { default: value } },
      data: { aws_z: { z: { filter: value } } },
    };
    const read = { locals: 'local.first', variable: 'var.second', data: 'data.aws_z.z.id' }[kind];
    const configuration = { resource: { aws_x: { y: { a: `\${f(aws_b.b.id, ${read})}` } } }, [kind]: blocks[kind] };
    return reportOf(plan, { configuration }).digest;
  };
  expect(digest('${aws_b.b.x}')).toBe(digest('${aws_b.b.x}'));
  expect(digest('${aws_b.b.x}')).not.toBe(digest('${aws_b.b.y}'));
});

test('the order of a replacement and the identity that is imported are part of the digest', () => {
  const digest = (change: Partial<Change>): string =>
    reportOf(planOf('aws_x.y', { before: {}, after: {}, ...change })).digest;
  expect(digest({ actions: ['create', 'delete'] })).not.toBe(digest({ actions: ['delete', 'create'] }));
  const [a, b] = ['a', 'b'].map((name) => digest({ actions: ['no-op'], importing: { identity: { name } } }));
  expect(a).not.toBe(b);
});

test('files that an unknown value is made of are part of the digest', () => {
  const plan = planOf('aws_x.y', { actions: ['create'], before: null, after: {}, after_unknown: { a: true } });
  const configuration = {
    resource: { aws_x: { y: { a: '${templatefile("assets/script/run.sh", {id = aws_b.b.id})}' } } },
  };
  const digest = (run: string, other = 'o'): string =>
    reportOf(plan, { configuration, assets: { 'assets/script/run.sh': run, 'assets/other/x': other } }).digest;
  expect(digest('a')).not.toBe(digest('b'));
  expect(digest('a', 'o')).toBe(digest('a', 'p'));
});

test('actions of a later Terraform are part of the digest', () => {
  const digest = (name: string): string => reportOf({ action_invocations: [{ name }] }).digest;
  expect(digest('a')).not.toBe(digest('b'));
});

test('what AWS changes by itself voids no approval of a deletion', () => {
  const digest = (time: string): string =>
    reportOf(
      planOf('aws_db_instance.d', {
        actions: ['delete'],
        before: { id: 'd', latest_restorable_time: time },
        after: null,
      }),
    ).digest;
  expect(digest('10:00')).toBe(digest('10:05'));
});
