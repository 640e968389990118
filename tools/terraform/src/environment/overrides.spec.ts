import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emulatorBackend, emulatorOverride, remoteStateOverride, EMULATOR_OVERRIDE, placeOverride } from './overrides';

const PROVIDERS = [
  { region: 'eu-central-1', allowed_account_ids: ['1'] },
  { alias: 'us', region: 'us-east-1' },
];

test('overrides each AWS provider with nothing but provider arguments', () => {
  const override = emulatorOverride(PROVIDERS) as { provider: { aws: Record<string, unknown>[] } };
  expect(Object.keys(override)).toEqual(['provider']);
  expect(override.provider.aws).toHaveLength(2);
  expect(override.provider.aws[1]).toMatchObject({ alias: 'us', s3_use_path_style: true });
});

test('lets the provider ask for the account id, and drops what names a cloud account', () => {
  const text = JSON.stringify(emulatorOverride(PROVIDERS));
  expect(text).not.toContain('skip_requesting_account_id');
  expect(text).toContain('"allowed_account_ids":null');
  expect(JSON.stringify(emulatorOverride([{ region: 'a' }]))).not.toContain('allowed_account_ids');
});

test('points the backend at the emulator', () => {
  expect(emulatorBackend('http://127.0.0.1:1')).toContain('endpoints = { s3 = "http://127.0.0.1:1" }');
});

test('takes an override away when there is nothing to override', () => {
  const stack = mkdtempSync(join(tmpdir(), 'override-'));
  placeOverride(stack, EMULATOR_OVERRIDE, { provider: {} });
  expect(JSON.parse(readFileSync(join(stack, EMULATOR_OVERRIDE), 'utf8'))).toEqual({ provider: {} });
  placeOverride(stack, EMULATOR_OVERRIDE, undefined);
  expect(existsSync(join(stack, EMULATOR_OVERRIDE))).toBe(false);
  rmSync(stack, { recursive: true });
});

it('turns the states of other stacks to the emulator, with all that they have of the backend', () => {
  const config = { bucket: 'states', key: 'staging/foundation.tfstate', region: 'eu-central-1' };
  const override = remoteStateOverride({ base: config }, 'http://127.0.0.1:1');
  expect(override).toMatchObject({
    data: {
      terraform_remote_state: {
        base: { config: { ...config, endpoints: { s3: 'http://127.0.0.1:1' }, use_path_style: true } },
      },
    },
  });
  expect(remoteStateOverride({}, 'http://127.0.0.1:1')).toBeUndefined();
});
