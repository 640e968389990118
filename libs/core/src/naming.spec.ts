import { checkNameParts, fit, stableNumber } from './naming';

describe('fit', () => {
  it('leaves a name that fits as it is', () => {
    expect(fit('restartix-staging-core-api', 32)).toBe('restartix-staging-core-api');
  });

  it('shortens to exactly the limit at most and keeps the beginning readable', () => {
    const short = fit('restartix-production-telemetry-api', 32);
    expect(short.length).toBeLessThanOrEqual(32);
    expect(short).toMatch(/^restartix-production-tel[a-z]*-[0-9a-f]{7}$/);
  });

  it('keeps two long names apart that begin alike', () => {
    expect(fit('restartix-production-telemetry-api-a', 32)).not.toBe(fit('restartix-production-telemetry-api-b', 32));
  });

  it('shortens the same name the same way every time', () => {
    expect(fit('restartix-production-telemetry-api', 32)).toBe(fit('restartix-production-telemetry-api', 32));
  });

  it('never ends its readable part in a hyphen', () => {
    expect(fit('restartix-production-----------telemetry', 30)).toMatch(/^restartix-production-[0-9a-f]{7}$/);
  });
});

describe('stableNumber', () => {
  it('stays within its bounds for any text', () => {
    for (let i = 0; i < 1000; i += 1) {
      const number = stableNumber(`service-${i}`, 1, 50000);
      expect(number).toBeGreaterThanOrEqual(1);
      expect(number).toBeLessThanOrEqual(50000);
    }
  });

  it('gives a name the same number forever', () => {
    expect(stableNumber('core-api', 1, 50000)).toBe(stableNumber('core-api', 1, 50000));
    expect(stableNumber('core-api', 1, 50000)).not.toBe(stableNumber('clinic', 1, 50000));
  });
});

describe('checkNameParts', () => {
  it.each(['', 'Staging', '1staging', 'stag_ing', 'staging-', 'a-name-that-is-far-too-long'])(
    'refuses the env %p',
    (env) => {
      expect(() => checkNameParts('network', 'network', { env, project: 'restartix' })).toThrow(
        /^network "network": env ".*" is not possible \(allowed: 1 to 20 lowercase letters/,
      );
    },
  );

  it('accepts the names that the platform uses', () => {
    for (const env of ['bootstrap', 'staging', 'production']) {
      expect(() => checkNameParts('network', 'network', { env, project: 'restartix' })).not.toThrow();
    }
  });
});
