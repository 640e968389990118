import { planOf, reportOf } from '../testing/plans';
import { renderHtml } from '../render/html';
import { renderMarkdown } from '../render/markdown';
import type { Explanation } from '../model';

const group = (name: string): string => `\${aws_security_group.${name}.id}`;
const configuration = {
  resource: {
    aws_lb: {
      public: { internal: false, security_groups: [group('alb')] },
      private: { internal: true, security_groups: [group('inner')] },
    },
    aws_network_interface: { nat: { source_dest_check: false, security_groups: [group('nat')] } },
  },
};

function opened(type: string, name: string, rule: object): Explanation[] {
  const block = { security_group_id: group(name), ...rule };
  const plan = planOf(`${type}.r`, {
    actions: ['create'],
    before: null,
    after: { security_group_id: 'sg-1', ...rule },
  });
  const resource = { ...configuration.resource, [type]: { r: block } };
  return reportOf(plan, { configuration: { resource } }).changes.flatMap(({ explanations }) => explanations);
}

const INGRESS = 'aws_vpc_security_group_ingress_rule';
const EGRESS = 'aws_vpc_security_group_egress_rule';
const HTTPS = { cidr_ipv4: '0.0.0.0/0', ip_protocol: 'tcp', from_port: 443, to_port: 443 };
const ALL = { cidr_ipv4: '0.0.0.0/0', ip_protocol: '-1' };

it('is why a load balancer answers the internet on 443, and a NAT instance calls it', () => {
  for (const [explanation] of [opened(INGRESS, 'alb', HTTPS), opened(EGRESS, 'nat', ALL)]) {
    expect(explanation).toMatchObject({ permissive: false, byDesign: expect.any(String) as string });
  }
});

it.each([
  ['another port', INGRESS, 'alb', { ...HTTPS, from_port: 22, to_port: 22 }],
  ['every port', INGRESS, 'alb', ALL],
  ['the other way', EGRESS, 'alb', ALL],
  ['an internal load balancer', INGRESS, 'inner', HTTPS],
  ['a group of something else', INGRESS, 'rds', HTTPS],
  ['the way in to a NAT instance', INGRESS, 'nat', HTTPS],
])('is none for %s', (_, type, name, rule) => {
  expect(opened(type, name, rule)).toMatchObject([{ permissive: true }]);
});

it('keeps what is open by design out of what a reviewer must see, in one line that unfolds', () => {
  const policy = JSON.stringify({
    Statement: [{ Effect: 'Allow', Action: ['ecr:GetAuthorizationToken', 's3:ListBucket'], Resource: '*' }],
  });
  const plan = planOf('aws_iam_role_policy.p', { actions: ['create'], before: null, after: { role: 'api', policy } });
  const report = reportOf(plan);
  const markdown = renderMarkdown(report);
  expect(markdown).toContain('- create `aws_iam_role_policy.p`: `role api may now s3:ListBucket on anything (*)`');
  for (const page of [markdown, renderHtml(report)]) {
    expect(page).toMatch(
      /<summary>public or unrestricted by design: AWS decides it on no resource \(1\)<\/summary>[^]*role api may now ecr:GetAuthorizationToken/,
    );
  }
});

it('asks nothing about the policy of a secret that has none', () => {
  const after = { name: 's' };
  const secret = planOf('aws_secretsmanager_secret.s', {
    actions: ['create'],
    before: null,
    after,
    after_unknown: { policy: true },
  });
  const told = (block: object): Explanation[] =>
    reportOf(secret, { configuration: { resource: { aws_secretsmanager_secret: { s: block } } } }).changes[0]!
      .explanations as Explanation[];
  expect(told({ name: 's' })).toEqual([]);
  expect(told({ name: 's', policy: '${data.aws_iam_policy_document.d.json}' })).toMatchObject([{ permissive: true }]);
});
