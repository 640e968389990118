import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { synth } from '@restartix/testing';
import { REPOSITORY } from '../repository';
import { ACME, composeAcme } from './acme';

const { json } = synth(composeAcme, ACME);

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(REPOSITORY, folder, 'package.json'), 'utf8')) as Manifest;
}

/** The paths in the configuration whose key or value contains a word. */
function placesOf(word: RegExp, value: unknown, path = ''): string[] {
  if (typeof value === 'string') return word.test(value) ? [`${path}: ${value}`] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => [
    ...(word.test(key) ? [`${path}.${key}`] : []),
    ...placesOf(word, each, `${path}.${key}`),
  ]);
}

describe("another project's environment", () => {
  it('has every module that this repository’s environments have', () => {
    const composed = readFileSync(join(__dirname, 'acme.ts'), 'utf8');
    const composers = ['libs/platform', ...readdirSync(join(REPOSITORY, 'apps')).map((app) => `apps/${app}`)].map(
      manifestOf,
    );
    const used = new Set(composers.flatMap(({ dependencies = {} }) => Object.keys(dependencies)));
    const modules = readdirSync(join(REPOSITORY, 'libs'))
      .map((lib) => manifestOf(`libs/${lib}`))
      .filter(({ name, nx }) => used.has(name) && nx.tags.includes('type:module'))
      .map(({ name }) => name);
    expect(modules.length).toBeGreaterThan(15);
    expect(modules.filter((name) => !composed.includes(`from '${name}'`))).toEqual([]);
  });

  it('does not contain the word restartix', () => {
    expect(placesOf(/restartix/i, json)).toEqual([]);
  });

  it('has its own project in names, its own tags and account id', () => {
    expect(placesOf(/^acme-live-/, json.resource).length).toBeGreaterThan(50);
    expect(json.provider?.['aws']?.[0]?.['default_tags']).toEqual([
      { tags: { Project: 'acme', Environment: 'live', ManagedBy: 'terraform', Owner: 'web-team', CostCenter: 'shop' } },
    ]);
    expect(json.provider?.['aws']?.[0]?.['allowed_account_ids']).toEqual(['210987654321']);
  });

  it('names nothing of another partition or region in AWS GovCloud (US)', () => {
    const { json: gov } = synth(composeAcme, { ...ACME, region: 'us-gov-west-1' });
    expect(placesOf(/arn:aws:|us-east-1|eu-central-1|console\.aws\.amazon/, gov)).toEqual([]);
    expect(placesOf(/arn:aws-us-gov:/, gov).length).toBeGreaterThan(25);
    expect(Object.keys(gov.resource ?? {}).sort()).toEqual(
      expect.arrayContaining(Object.keys(json.resource ?? {}).filter((type) => !type.startsWith('aws_chatbot_'))),
    );
  });

  it('is refused in the partition of China by name', () => {
    expect(() => synth(composeAcme, { ...ACME, region: 'cn-north-1' })).toThrow(
      'env "test": region "cn-north-1" is not possible (allowed: a region of the partition aws or aws-us-gov',
    );
  });
});

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly nx: { readonly tags: readonly string[] };
}
