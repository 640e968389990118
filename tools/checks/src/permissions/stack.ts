import { Synthesized, type TerraformJson } from '@restartix/testing';

/** An environment as it is synthesized. */
export type Stack = TerraformJson;

/** The types of AWS's resources in it, without those of the addresses that a run skipped. */
export function typesOf(stack: Stack, skipped: readonly string[] = []): string[] {
  return Object.entries(new Synthesized(stack).json.resource ?? {})
    .filter(
      ([type, blocks]) =>
        type.startsWith('aws_') && Object.keys(blocks).some((name) => !skipped.includes(`${type}.${name}`)),
    )
    .map(([type]) => type);
}
