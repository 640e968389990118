import { checkServices } from './services.checks';

describe('a host or port that is taken', () => {
  const api = { host: 'api', port: 9000 };

  it('is reported at the service that has it second', () => {
    expect(() => checkServices('staging', { api, reports: { ...api, port: 9001 } })).toThrow(
      'platform "staging": services.reports.host "api" is not possible (allowed: a host of its own; api has this one). Choose another one in libs/platform/src/services.ts.',
    );
    expect(() => checkServices('staging', { api, reports: { ...api, host: 'reports' } })).toThrow(
      'services.reports.port 9000 is not possible (allowed: a port of its own; api has this one)',
    );
  });

  it('is refused where the platform itself answers there', () => {
    expect(() => checkServices('staging', { mail: { host: 'notifications', port: 1 } })).toThrow(
      'services.mail.host "notifications" is not possible (allowed: a host of its own; the platform has this one)',
    );
  });

  it('is none of today’s', () => {
    expect(() => checkServices('staging')).not.toThrow();
  });
});
