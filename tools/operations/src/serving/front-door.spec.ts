import { linesOf, type Finding } from '../finding';
import { fakeContext } from '../testing/fake-context';
import type { Context } from '../context';
import { certificateFindings } from './certificates';
import { dnsFindings } from './dns';
import { edgeCertificateFindings } from './edge-certificates';
import { requestFindings } from './requests';
import { scheduleFindings } from './schedules';

const HOSTS = ['*.clinic.restartix.pro'];
const JSON_ = {
  resource: {
    cloudflare_dns_record: {
      api: { name: 'api.restartix.pro', content: '${lower(aws_lb.alb.dns_name)}', zone_id: 'zone' },
      spf: { name: 'restartix.pro', content: 'v=spf1', zone_id: 'zone' },
    },
    cloudflare_certificate_pack: { pack: { zone_id: 'zone', hosts: HOSTS } },
    aws_scheduler_schedule: {
      roll: { name: 'restartix-staging-roll', group_name: 'group', state: '${local.roll}' },
      never: { name: 'restartix-staging-never', group_name: 'group', state: 'DISABLED' },
    },
  },
};
const ANSWERS = {
  DescribeLoadBalancersCommand: () => ({ LoadBalancers: [{ LoadBalancerArn: 'alb', DNSName: 'ALB-1.amazonaws.com' }] }),
  DescribeListenersCommand: () => ({ Listeners: [{ ListenerArn: 'l', Certificates: [{ CertificateArn: 'c' }] }] }),
  DescribeTargetGroupsCommand: () => ({ TargetGroups: [{ TargetGroupArn: 'g', HealthCheckPath: '/health' }] }),
  DescribeRulesCommand: () => ({
    Rules: [
      {
        Conditions: [{ HostHeaderConfig: { Values: ['api.restartix.pro', '*.clinic.restartix.pro'] } }],
        Actions: [{ TargetGroupArn: 'g' }],
      },
    ],
  }),
};

let answers: Record<string, unknown>;

beforeEach(() => {
  answers = {};
  jest.spyOn(globalThis, 'fetch').mockImplementation((url) => {
    const [, answer] = Object.entries(answers).find(([part]) => String(url).includes(part)) ?? [];
    if (answer instanceof Error) return Promise.reject(answer);
    return Promise.resolve(answer instanceof Response ? answer : Response.json({ result: answer, errors: [] }));
  });
});
afterEach(() => jest.restoreAllMocks());

async function lines(
  look: (context: Context) => Promise<readonly Finding[]>,
  more: Readonly<Record<string, () => object>> = {},
  target: Context['target'] = 'cloud',
): Promise<string[]> {
  const context = fakeContext({ target, json: JSON_, answers: { ...ANSWERS, ...more } });
  const found = await look({ ...context, cloudflare: { url: 'https://cloudflare.test', token: 't' } });
  return found.flatMap(linesOf);
}

describe('records', () => {
  it('are ok when they point at the load balancer', async () => {
    answers['/dns_records'] = [{ content: 'alb-1.amazonaws.com' }];
    expect(await lines(dnsFindings)).toEqual(['ok       DNS record api.restartix.pro: points at the load balancer']);
  });

  it('are not when they point elsewhere, or are gone', async () => {
    answers['/dns_records'] = [{ content: 'old.amazonaws.com' }];
    expect((await lines(dnsFindings))[0]).toBe(
      'missing  DNS record api.restartix.pro: points at old.amazonaws.com, not at alb-1.amazonaws.com',
    );
    answers['/dns_records'] = [];
    expect((await lines(dnsFindings))[0]).toBe('missing  DNS record api.restartix.pro: does not exist');
  });
});

it('looks for no edge on an emulator that it was not applied to', async () => {
  answers['/dns_records'] = [];
  answers['certificate_packs'] = [];
  expect(await lines(dnsFindings, {}, 'local')).toEqual([]);
  expect(await lines(edgeCertificateFindings, {}, 'local')).toEqual([]);
  answers['/dns_records'] = [{ content: 'alb-1.amazonaws.com' }];
  expect(await lines(edgeCertificateFindings, {}, 'local')).toContain(
    `missing  edge certificate of ${HOSTS[0]}: does not exist`,
  );
});

describe('certificates', () => {
  it('are ok when they are issued and active', async () => {
    answers['certificate_packs'] = [{ hosts: [...HOSTS, 'restartix.pro'], status: 'active' }];
    expect(await lines(edgeCertificateFindings)).toEqual([`ok       edge certificate of ${HOSTS[0]}: active`]);
    const Certificate = { DomainName: 'api.restartix.pro', Status: 'ISSUED', SubjectAlternativeNames: ['a', 'b'] };
    expect(await lines(certificateFindings, { DescribeCertificateCommand: () => ({ Certificate }) })).toEqual([
      'ok       certificate of api.restartix.pro: issued, for 2 names',
    ]);
  });

  it('are not while they wait, with the record that they wait for', async () => {
    answers['certificate_packs'] = [{ hosts: HOSTS, status: 'pending_validation' }];
    expect((await lines(edgeCertificateFindings))[0]).toMatch(/^missing .*: is pending_validation$/);
    const DomainValidationOptions = [
      { ValidationStatus: 'PENDING_VALIDATION', ResourceRecord: { Name: '_a', Type: 'CNAME', Value: '_b' } },
    ];
    const Certificate = { DomainName: 'api.restartix.pro', Status: 'PENDING_VALIDATION', DomainValidationOptions };
    expect(await lines(certificateFindings, { DescribeCertificateCommand: () => ({ Certificate }) })).toEqual([
      'missing  certificate of api.restartix.pro: is PENDING_VALIDATION',
      '         → the zone needs _a CNAME _b: npx nx run staging:deploy',
    ]);
  });
});

describe('a request through the edge', () => {
  it('goes to each host by name, and is ok with its health', async () => {
    answers['https://api.restartix.pro/health'] = new Response('', { status: 200 });
    expect(await lines(requestFindings)).toEqual(['ok       request to https://api.restartix.pro/health: 200']);
  });

  it('is not with an error, or without an answer', async () => {
    answers['https://api.restartix.pro/health'] = new Response('', { status: 526 });
    expect((await lines(requestFindings))[0]).toBe(
      'missing  request to https://api.restartix.pro/health: answered 526',
    );
    answers['https://api.restartix.pro/health'] = new TypeError('fetch failed', { cause: new Error('ENOTFOUND') });
    expect((await lines(requestFindings))[0]).toBe('missing  request to https://api.restartix.pro/health: ENOTFOUND');
  });
});

describe('schedules', () => {
  it('are ok when those run that are not disabled by the configuration', async () => {
    expect(await lines(scheduleFindings, { GetScheduleCommand: () => ({ State: 'ENABLED' }) })).toEqual([
      'ok       schedules: 1 run, 1 disabled by the configuration',
    ]);
  });

  it('are missing while they wait for an image', async () => {
    expect(await lines(scheduleFindings, { GetScheduleCommand: () => ({ State: 'DISABLED' }) })).toEqual([
      'missing  schedules: off until their images are deployed: roll',
      '         → npx nx run staging:deploy',
    ]);
  });
});
