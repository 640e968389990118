import type { Synthesis } from '../synthesis';

/** Zones that the environment has anything in, by id. */
export function zonesOf(synthesis: Synthesis): string[] {
  const types = [
    'cloudflare_dns_record',
    'cloudflare_ruleset',
    'cloudflare_zone_setting',
    'cloudflare_certificate_pack',
  ];
  return [...new Set(types.flatMap((type) => synthesis.texts(type, 'zone_id')))];
}
