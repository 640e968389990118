import { SKIPPED_OUTPUT } from '@restartix/plan-report';
import type { State } from './state';

type Values = Readonly<Record<string, unknown>>;

/** Arguments of Cloudflare resources as Terraform evaluated them: applied, or skipped where their provider is not available. */
export function edgeResources({ resources, outputs }: State, type: string): Values[] {
  const applied = resources
    .filter((each) => each.mode === 'managed' && each.type === type)
    .flatMap(({ instances }) => instances.map(({ attributes }) => attributes));
  const skipped = Object.entries((outputs[SKIPPED_OUTPUT]?.value ?? {}) as Record<string, Values>)
    .filter(([address]) => address.startsWith(`${type}.`))
    .map(([, values]) => values);
  return [...applied, ...skipped];
}

/** Records by name. */
export function recordsOf(state: State): Map<string, Values> {
  return new Map(edgeResources(state, 'cloudflare_dns_record').map((record) => [String(record['name']), record]));
}

/** `*.example.com` covers its subdomains of one level. */
export function covers(certificate: readonly string[], name: string): boolean {
  return certificate.includes(name) || certificate.includes(`*.${name.split('.').slice(1).join('.')}`);
}
