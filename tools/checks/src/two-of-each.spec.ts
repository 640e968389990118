import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, type EnvStack } from '@restartix/core';
import { synth, type TerraformJson } from '@restartix/testing';
import { Construct } from 'constructs';
import { REPOSITORY } from './repository';

type Example = (stack: EnvStack) => void;

const LIBS = join(REPOSITORY, 'libs');
const EXAMPLES = readdirSync(LIBS).flatMap((library) => {
  const folder = join(LIBS, library, 'examples');
  const files = existsSync(folder) ? readdirSync(folder) : [];
  return files.map((file) => ({ library, file, path: join(folder, file) }));
});

// Attributes that identify a resource at AWS or Cloudflare within its type.
const IDENTITIES = [
  'alarm_name',
  'bucket',
  'cluster_identifier',
  'dashboard_name',
  'email_identity',
  'family',
  'function_name',
  'identifier',
  'name',
  'repository_name',
  'replication_group_id',
  'user_group_id',
  'user_id',
];

/** Duplicate names within a type; references do not count. */
function duplicateNames({ resource = {} }: TerraformJson): string[] {
  return Object.entries(resource).flatMap(([type, blocks]) => {
    const names = Object.values(blocks as Record<string, Record<string, unknown>>).flatMap((block) =>
      IDENTITIES.flatMap((key) => {
        const value = block[key];
        // A rule or record of a name belongs to its owner; a bucket's part names the bucket.
        return typeof value === 'string' && !value.includes('${') ? [`${type} ${key}=${value} ${ownerOf(block)}`] : [];
      }),
    );
    return names.filter((name, i) => names.indexOf(name) !== i);
  });
}

function ownerOf(block: Record<string, unknown>): string {
  const owners = [
    'role',
    'cluster',
    'group_name',
    'namespace_id',
    'zone_id',
    'type',
    'load_balancer_arn',
    'rule',
    'user',
  ];
  return owners.map((key) => String(block[key] ?? '')).join('/');
}

/** The example twice, the second time one level down, so that only physical names can collide. */
function twice(example: Example): Example {
  return (stack) => {
    example(stack);
    example(new Construct(stack, 'again') as EnvStack);
  };
}

describe.each(EXAMPLES)('$library, as in $file', ({ library, path }) => {
  it('is refused by name when it is used twice, or has distinct names', () => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { default: example } = require(path) as { default: Example };
    let made: TerraformJson;
    try {
      made = synth(twice(example), { accountId: '123456789012' }).json;
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigError);
      expect((error as Error).message).toMatch(new RegExp(`^${library} "[^"]+": `));
      return;
    }
    expect(duplicateNames(made)).toEqual([]);
  });
});

it('finds a duplicate name', () => {
  const resource = {
    aws_s3_bucket: { a: { bucket: 'x' }, b: { bucket: 'x' }, c: { bucket: '${aws_s3_bucket.a.id}' } },
  };
  expect(duplicateNames({ resource } as TerraformJson)).toEqual(['aws_s3_bucket bucket=x ////////']);
});
