import type { ConfigProblem } from '../config-error';
import { checkVersions, upgradesItself, type UpgradeConfig } from './upgrades';
import { VERSIONS_AS_OF, type PostgresEngine } from './versions';

function problems(config: UpgradeConfig, engine: PostgresEngine = 'postgres'): ConfigProblem[] {
  const found: ConfigProblem[] = [];
  checkVersions(engine, config, (problem) => found.push(problem));
  return found;
}

const SIX_MONTHS = 183 * 24 * 60 * 60 * 1000;

describe('the tables of versions', () => {
  it('are not older than six months: compare them with the calendars and raise VERSIONS_AS_OF', () => {
    const age = Date.now() - Date.parse(VERSIONS_AS_OF);
    expect(age).toBeLessThan(SIX_MONTHS);
  });
});

describe('a version', () => {
  it.each([
    ['postgres', '16.6', "Use '16'"],
    ['postgres', '16.10', '16 or 16.11 and later'],
    ['postgres', '17.6', '17 or 17.7 and later'],
    ['postgres', '12', '13 to 18'],
    ['postgres', 'latest', 'the major alone'],
    ['aurora-postgresql', '16.3', '16 or 16.4 and later'],
    ['aurora-postgresql', '15.7', '15 or 15.8 and later'],
  ] as const)('of %s that AWS does not create is refused: %s', (engine, engineVersion, text) => {
    const [found] = problems({ engineVersion }, engine);
    expect(`${found?.allowed} ${found?.fix}`).toContain(text);
  });

  it.each([
    ['postgres', '16'],
    ['postgres', '16.11'],
    ['postgres', '18.1'],
    ['aurora-postgresql', '16.8'],
    ['aurora-postgresql', '14.6'],
    ['aurora-postgresql', '17'],
  ] as const)('of %s is taken where AWS creates it: %s', (engine, engineVersion) => {
    expect(problems({ engineVersion }, engine)).toEqual([]);
  });
});

describe('upgrades', () => {
  it('of minor versions are AWS’s with the major alone, and nobody’s with a minor', () => {
    expect(upgradesItself({ engineVersion: '16' })).toBe(true);
    expect(upgradesItself({ engineVersion: '16', minorVersionUpgrades: 'manual' })).toBe(false);
    expect(upgradesItself({ engineVersion: '16.11' })).toBe(false);
    const [found] = problems({ engineVersion: '16.11', minorVersionUpgrades: 'automatic' });
    expect(found?.fix).toBe("Set engineVersion to '16'.");
  });

  it('start from an older major', () => {
    expect(problems({ engineVersion: '17', upgradeFrom: '16' })).toEqual([]);
    for (const upgradeFrom of ['17', '16.11', 'x']) {
      expect(problems({ engineVersion: '17', upgradeFrom })[0]?.property).toBe('upgradeFrom');
    }
  });
});
