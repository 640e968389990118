import { checkConfig } from '../config-error';
import {
  SESSION_TENANT,
  breakGlassRole,
  checkBreakGlassRole,
  checkTenant,
  checkTenantAccount,
  ofTenant,
  tenantName,
} from '.';

const context = { project: 'restartix', env: 'staging' } as Parameters<typeof tenantName>[0];
const check = (tenant: string): void => checkConfig('module', 'x', (problem) => checkTenant('tenant', tenant, problem));

describe('a tenant', () => {
  it.each(['acme', 'physio-berlin', 'a24-7', 'a'.repeat(24)])('may have the id %s', (tenant) => {
    expect(() => check(tenant)).not.toThrow();
  });

  it.each(['', '24-7', '-acme', 'acme-', 'a--b', 'Acme', 'acme_b', '*', 'a'.repeat(25), '${TfToken[TOKEN.1]}'])(
    'may not have the id %p',
    (tenant) => {
      expect(() => check(tenant)).toThrow(
        'allowed: 1 to 24 lowercase letters, digits and single hyphens, starting with a letter',
      );
    },
  );

  it('is in names as it is, so that policies can make them of the session’s tag', () => {
    expect(tenantName(context, 'acme')).toBe('restartix-staging-tenant-acme');
    expect(tenantName(context, SESSION_TENANT, 'files')).toBe(
      'restartix-staging-tenant-${aws:PrincipalTag/Tenant}-files',
    );
    expect(ofTenant('acme')).toEqual({ 'aws:PrincipalTag/Tenant': 'acme' });
  });

  it('has an account of 12 digits, or none', () => {
    const account = (id?: string): void =>
      checkConfig('module', 'x', (problem) => checkTenantAccount('tenantAccountId', id, problem));
    expect(() => account()).not.toThrow();
    expect(() => account('012345678901')).not.toThrow();
    expect(() => account('12345678901')).toThrow('tenantAccountId "12345678901" is not possible (allowed: 12 digits)');
  });

  it('is ended by the environment’s break-glass role, or by another that is named', () => {
    const arn = ({ resource }: { readonly resource: string }): string => `arn:aws:iam::123456789012:${resource}`;
    const name = (logicalName: string): string => `restartix-staging-${logicalName}`;
    const given = { ...context, name, arn } as Parameters<typeof breakGlassRole>[0];
    expect(breakGlassRole(given)).toBe('arn:aws:iam::123456789012:role/restartix-staging-break-glass');
    expect(breakGlassRole(given, 'arn:aws:iam::123456789012:role/ops')).toBe('arn:aws:iam::123456789012:role/ops');
    const named = (role: string): void =>
      checkConfig('module', 'x', (problem) => checkBreakGlassRole('breakGlassRoleArn', role, problem));
    expect(() => named('arn:aws:iam::123456789012:role/ops')).not.toThrow();
    expect(() => named('arn:aws:iam::123456789012:role/*')).toThrow('the ARN of one role, without a wildcard');
  });
});
