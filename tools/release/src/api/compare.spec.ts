import { bumpOf, compareApi, type Bump } from './compare';

/** A module: its inputs, its outputs, and a type that is both. */
const QUEUE = `
export class Queue extends Construct {
    constructor(scope: Construct, id: string, config: QueueConfig);
    readonly queueArn: string;
    readonly deadLetters: DeadLetters | undefined;
    readonly kind: 'standard' | 'fifo';
    grant(action: 'send' | 'receive', principal?: string): string;
    protected name(suffix: string): string;
    private readonly secret: string;
}
export interface QueueConfig extends ModuleConfig {
    readonly retentionDays: number;
    readonly encryption?: 'sse' | 'kms' | 'none';
    readonly redrive?: RedriveConfig;
    readonly tags?: Readonly<Record<string, string>>;
}
interface RedriveConfig {
    readonly maxReceiveCount: number;
}
export interface DeadLetters {
    readonly arn: string;
    readonly alarm?: string;
}
export interface QueueLike {
    readonly queueArn: string;
}
export const RETENTION: readonly [1, 4, 14];
export function queueUrl(name: string): string;
export function queueUrl2<T>(name: T): T;
export type Region = 'eu-central-1' | 'eu-west-1';
`;

type Case = readonly [what: string, from: string, to: string, bump: Bump, at?: string];

const CASES: readonly Case[] = [
  // inputs
  [
    'an optional input is added',
    'readonly retentionDays',
    'readonly delay?: number; readonly retentionDays',
    'minor',
    'QueueConfig.delay',
  ],
  [
    'a required input is added',
    'readonly retentionDays',
    'readonly delay: number; readonly retentionDays',
    'major',
    'QueueConfig.delay',
  ],
  ['an input is removed', 'readonly redrive?: RedriveConfig;', '', 'major', 'QueueConfig.redrive'],
  ['an input is renamed', 'readonly retentionDays', 'readonly retention', 'major', 'QueueConfig.retentionDays'],
  ['an optional input becomes required', 'redrive?:', 'redrive:', 'major', 'QueueConfig.redrive'],
  ['a required input becomes optional', 'retentionDays:', 'retentionDays?:', 'minor', 'QueueConfig.retentionDays'],
  ["an input's union is narrowed", "'sse' | 'kms' | 'none'", "'sse' | 'kms'", 'major', 'QueueConfig.encryption'],
  [
    "an input's union is widened",
    "'sse' | 'kms' | 'none'",
    "'sse' | 'kms' | 'none' | 'dsse'",
    'minor',
    'QueueConfig.encryption',
  ],
  ["an input's union is written in another order", "'sse' | 'kms' | 'none'", "'none' | 'kms' | 'sse'", 'none'],
  [
    "an input's type is another",
    'retentionDays: number',
    'retentionDays: string',
    'major',
    'QueueConfig.retentionDays',
  ],
  [
    'a nested input is required',
    'maxReceiveCount: number;',
    'maxReceiveCount: number; readonly queue: string;',
    'major',
    'RedriveConfig.queue',
  ],
  [
    'inputs take what another interface takes',
    'extends ModuleConfig',
    'extends ModuleConfig, Tagged',
    'major',
    'QueueConfig',
  ],
  // outputs
  [
    'an output is added',
    'readonly queueArn: string;\n    readonly deadLetters',
    'readonly url: string; readonly queueArn: string;\n    readonly deadLetters',
    'minor',
    'Queue.url',
  ],
  ['an output is removed', "readonly kind: 'standard' | 'fifo';", '', 'major', 'Queue.kind'],
  ["an output's union is widened", "'standard' | 'fifo'", "'standard' | 'fifo' | 'fair'", 'major', 'Queue.kind'],
  ["an output's union is narrowed", "'standard' | 'fifo'", "'standard'", 'minor', 'Queue.kind'],
  [
    'an output may be missing',
    'arn: string;\n    readonly alarm',
    'arn?: string;\n    readonly alarm',
    'major',
    'DeadLetters.arn',
  ],
  ['an output is always there', 'alarm?: string', 'alarm: string', 'minor', 'DeadLetters.alarm'],
  [
    'a member of an output is added',
    'readonly alarm?',
    'readonly url: string; readonly alarm?',
    'minor',
    'DeadLetters.url',
  ],
  [
    'an interface that others implement grows',
    'QueueLike {',
    'QueueLike { readonly url: string;',
    'major',
    'QueueLike.url',
  ],
  // classes
  ['a class is renamed', 'class Queue ', 'class MessageQueue ', 'major', 'Queue'],
  ['a class is no longer exported', 'export class Queue', 'class Queue', 'major', 'Queue'],
  ['a class extends another', 'Queue extends Construct', 'Queue extends Base', 'major', 'Queue'],
  [
    'the constructor takes one thing more',
    'config: QueueConfig)',
    'config: QueueConfig, network: string)',
    'major',
    'Queue.constructor(network)',
  ],
  [
    'the constructor may take one thing more',
    'config: QueueConfig)',
    'config: QueueConfig, network?: string)',
    'minor',
    'Queue.constructor(network)',
  ],
  ['a parameter has another name', 'config: QueueConfig)', 'input: QueueConfig)', 'none'],
  ['a private member is gone', 'private readonly secret: string;', '', 'none'],
  ['a method is protected', 'grant(action', 'protected grant(action', 'major', 'Queue.grant'],
  ['a protected member is gone', 'protected name(suffix: string): string;', '', 'major', 'Queue.name'],
  ['a method takes more', "'send' | 'receive'", "'send' | 'receive' | 'purge'", 'minor', 'Queue.grant(action)'],
  ['a method takes less', "'send' | 'receive'", "'send'", 'major', 'Queue.grant(action)'],
  [
    'a method gives something else',
    'principal?: string): string',
    'principal?: string): string | undefined',
    'major',
    'Queue.grant',
  ],
  // the rest
  [
    'a function is added',
    'export function queueUrl(',
    'export function queueArn(name: string): string;\nexport function queueUrl(',
    'minor',
    'queueArn',
  ],
  ['a function is removed', 'export function queueUrl(name: string): string;', '', 'major', 'queueUrl'],
  ['type parameters change', 'queueUrl2<T>', 'queueUrl2<T extends string>', 'major', 'queueUrl2'],
  ['a constant list grows', '[1, 4, 14]', '[1, 4, 7, 14]', 'major', 'RETENTION'],
  [
    'a type is exported that was not',
    'interface RedriveConfig',
    'export interface RedriveConfig',
    'minor',
    'RedriveConfig',
  ],
  ['a type that nothing leads to changes', "'eu-central-1' | 'eu-west-1'", "'eu-central-1'", 'major', 'Region'],
  ['a documentation comment changes', 'export class Queue', '// @public (undocumented)\nexport class Queue', 'none'],
  ['it is formatted otherwise', "'standard' | 'fifo'", '"standard"\n      | "fifo"', 'none'],
];

describe('a change of the public API', () => {
  it.each(CASES.map(([what, ...rest]) => [what, rest] as const))('%s', (_, [from, to, bump, at]) => {
    expect(QUEUE).toContain(from);
    const changes = compareApi(QUEUE, QUEUE.replace(from, to));
    expect({ bump: bumpOf(changes), changes }).toMatchObject({ bump });
    if (at !== undefined) expect(changes.find((change) => change.bump === bump)).toMatchObject({ at });
    else expect(changes).toEqual([]);
  });

  it('lets a list grow whose elements an input takes', () => {
    const before = `export const DAYS: readonly [1, 7];
      export interface Config { readonly days: (typeof DAYS)[number]; }
      export class Log { constructor(config: Config); }`;
    expect(compareApi(before, before.replace('[1, 7]', '[1, 7, 14]'))).toEqual([
      { bump: 'minor', at: 'DAYS', what: 'takes 14 too' },
    ]);
  });

  it('is read between the fences of a report', () => {
    const report = (body: string): string => `## API Report\n\n\`\`\`ts\n\n${body}\n\n\`\`\`\n`;
    const [was, is] = [report('export { A, B } from "x";'), report('export { A } from "x";')];
    expect(compareApi(was, is)).toEqual([{ bump: 'major', at: 'B', what: 'is gone' }]);
  });
});
