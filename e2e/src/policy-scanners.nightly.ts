import { policiesOfRoles } from '@restartix/checks/policies';
import { accepts, ACCEPTED } from './scanner/accepted-policies';
import { scanPolicies, type PolicyFinding } from './scanner/policies';

describe('the policies of every role, as parliament and cloudsplaining see them', () => {
  const policies = policiesOfRoles();
  let findings: PolicyFinding[];

  beforeAll(() => {
    findings = scanPolicies(policies);
  });

  it('are those of tasks, services and pipelines', () => {
    const roles = policies.map(({ role }) => role);
    expect(roles).toEqual(
      expect.arrayContaining(['restartix-staging-github-apply', 'restartix-production-core-api-task']),
    );
  });

  it('have no finding without a reason', () => {
    expect(findings.filter((finding) => !ACCEPTED.some((row) => accepts(row, finding)))).toEqual([]);
  });

  it('have every finding that is accepted', () => {
    expect(ACCEPTED.filter((row) => !findings.some((finding) => accepts(row, finding)))).toEqual([]);
  });

  it('are reported when they allow everything', () => {
    const everything = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: ['iam:*', 's3:GetObject'], Resource: '*' }],
    };
    const tools = scanPolicies([{ role: 'restartix-staging-core-api-task', policy: everything }]).map(
      ({ tool }) => tool,
    );
    expect([...new Set(tools)].sort()).toEqual(['cloudsplaining', 'parliament']);
  });
});
