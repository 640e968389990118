import { Fn } from 'cdktf';
import { Construct } from 'constructs';
import { checkValues } from './check-values';
import { type ConfigError } from './config-error';
import { closest, type Inputs } from './inputs';
import { synth } from './testing';

const INPUTS: Inputs = {
  nodeType: 'string',
  replicas: 'number',
  memory: 'number',
  storageGib: 'number',
  timeoutSeconds: 'number',
  retentionInDays: 'number',
  onDestroy: ['nothing', 'snapshot'],
  upgrade: { is: 'boolean', oneOf: ['automatic'] },
  flowLogs: { keys: { retentionInDays: 'number', trafficType: ['ACCEPT', 'ALL', 'REJECT'] } },
  tasks: { each: { keys: { command: { list: 'string' } } } },
  subnetIds: { list: 'string' },
  extra: '*',
};

function problems(config: object): string[] {
  try {
    checkValues('cache', 'redis', config, { inputs: INPUTS });
    return [];
  } catch (error) {
    return (error as ConfigError).problems.map(({ property, allowed, fix }) => `${property}: ${allowed}. ${fix}`);
  }
}

describe('the keys of a config', () => {
  it('are those of its type', () => {
    expect(problems({ nodeTyp: 'cache.t4g.micro' })).toEqual([
      expect.stringMatching(/^nodeTyp: no such key; there are nodeType, replicas, .*\. Did you mean nodeType\?$/),
    ]);
    expect(problems({ flowLogs: { retentionDays: 30 } })).toEqual([
      'flowLogs.retentionDays: no such key; there are retentionInDays, trafficType. Did you mean retentionInDays?',
    ]);
    expect(problems({ tasks: { roll: { comand: [] } } })[0]).toMatch(
      /^tasks\.roll\.comand: .* Did you mean command\?$/,
    );
  });

  it('suggest nothing where nothing is near', () => {
    expect(problems({ flowLogs: { colour: 'red' } })).toEqual([
      'flowLogs.colour: no such key; there are retentionInDays, trafficType. Remove it.',
    ]);
  });

  it('are refused beside a key that is null', () => {
    expect(problems({ flowLogs: { colour: 'red', trafficType: null } })).toEqual([
      'flowLogs.colour: no such key; there are retentionInDays, trafficType. Remove it.',
      'flowLogs.trafficType: a value. Leave it out for its default.',
    ]);
  });

  it('are refused with a construct for their value', () => {
    synth((stack) => {
      expect(problems({ flowLog: new Construct(stack, 'flow-logs') })[0]).toMatch(
        /^flowLog: .* Did you mean flowLogs\?$/,
      );
    });
  });

  it('may be left undefined, and be those of a placement', () => {
    expect(problems({ whatever: undefined, vpcId: 'vpc-1', securityGroupIds: ['sg-1'] })).toEqual([]);
  });
});

it('may be more in what another module gives, unless one is nearly a key', () => {
  synth(() => {
    const given = { trafficType: 'ALL', flowLogArn: Fn.upper('arn') as unknown };
    expect(problems({ flowLogs: given })).toEqual([]);
    expect(problems({ flowLogs: { ...given, retentonInDays: 30 } })[0]).toMatch(/Did you mean retentionInDays\?$/);
  });
});

describe('a value of a config', () => {
  it.each([
    [{ onDestroy: 'snapshoot' }, 'onDestroy: nothing, snapshot. Did you mean snapshot?'],
    [{ onDestroy: true }, 'onDestroy: nothing, snapshot. Correct it.'],
    [{ upgrade: 'automatik' }, 'upgrade: true or false, automatic. Did you mean automatic?'],
    [{ replicas: '2' }, 'replicas: a number. Write 2.'],
    [{ memory: '1 GiB' }, 'memory: a number of MiB. Write 1024.'],
    [{ storageGib: '1.5TB' }, 'storageGib: a number of GiB. Write 1536.'],
    [{ timeoutSeconds: '30000ms' }, 'timeoutSeconds: a number of seconds. Write 30.'],
    [{ retentionInDays: '2 weeks' }, 'retentionInDays: a number of days. Write 14.'],
    [{ retentionInDays: '2 fortnights' }, 'retentionInDays: a number of days. Correct it.'],
    [{ nodeType: 4 }, 'nodeType: text. Correct it.'],
    [{ subnetIds: 'subnet-1' }, 'subnetIds: a list. Correct it.'],
    [{ subnetIds: ['subnet-1', 2] }, 'subnetIds[1]: text. Correct it.'],
    [{ flowLogs: true }, 'flowLogs: { retentionInDays, trafficType }. Correct it.'],
    [{ nodeType: ['cache.t4g.micro'] }, 'nodeType: text. Correct it.'],
  ])('%j is refused', (config, problem) => {
    expect(problems(config)).toEqual([problem]);
  });

  it('may be what its type says, a token, or a construct', () => {
    synth((stack) => {
      const known = {
        nodeType: 'a',
        replicas: 1,
        onDestroy: 'nothing',
        upgrade: false,
        flowLogs: {},
        extra: { any: 1 },
      };
      expect(problems(known)).toEqual([]);
      const tokens = {
        replicas: Fn.max([1, 2]) as unknown,
        subnetIds: Fn.tolist(['a']),
        nodeType: Fn.upper('a') as unknown,
      };
      expect(problems(tokens).filter((each) => !/known at synth/.test(each))).toEqual([]);
      expect(problems({ flowLogs: new Construct(stack, 'flow-logs') })).toEqual([]);
    });
  });
});

describe('the word that was meant', () => {
  it.each([
    ['eu-centra-1', 'eu-central-1'],
    ['NatStrategy', 'natStrategy'],
    ['xyz', undefined],
  ])('by %s', (given, meant) => {
    expect(closest(given, ['eu-central-1', 'eu-west-1', 'natStrategy'])).toBe(meant);
  });
});
