import type { Finding } from '../finding';
import { missing, ok } from '../finding';
import { askCloudflare, hasEdge } from './cloudflare';
import type { Context } from '../context';

interface Pack {
  readonly hosts: readonly string[];
  readonly status: string;
  readonly type: string;
}

/** Certificates that Cloudflare shows for names that its universal one does not cover. */
export async function edgeCertificateFindings(context: Context): Promise<Finding[]> {
  const configured = context.synthesis?.all('cloudflare_certificate_pack') ?? [];
  const found: Finding[] = [];
  for (const block of configured) {
    const zone = context.synthesis!.text(block, 'zone_id')!;
    if (!(await hasEdge(context, zone))) continue;
    const hosts = (block['hosts'] ?? []) as string[];
    const path = `/zones/${zone}/ssl/certificate_packs?status=all&per_page=50`;
    const packs = await askCloudflare<Pack[]>(context, path, 'SSL and Certificates Read');
    const own = packs.find((pack) => hosts.every((host) => pack.hosts.includes(host)));
    const subject = `edge certificate of ${hosts.join(', ')}`;
    found.push(
      own?.status === 'active'
        ? ok(subject, 'active')
        : missing(
            subject,
            own ? `is ${own.status}` : 'does not exist',
            own ? 'Cloudflare validates it within minutes to a day; then ask again' : context.nx('deploy'),
          ),
    );
  }
  return found;
}
