import { missing, ok, type Finding } from '../finding';
import { askCloudflare, hasEdge } from './cloudflare';
import { loadBalancerOf } from './load-balancer';
import type { Context } from '../context';

interface DnsRecord {
  readonly name: string;
  readonly type: string;
  readonly content: string;
}

/** Whether the records of the environment's hosts point at its load balancer. */
export async function dnsFindings(context: Context): Promise<Finding[]> {
  const records = (context.synthesis?.all('cloudflare_dns_record') ?? []).filter(({ content }) =>
    String(content).includes('aws_lb.'),
  );
  const balancer = await loadBalancerOf(context);
  const address = balancer?.DNSName?.toLowerCase();
  if (records.length === 0 || address === undefined) return [];
  if (!(await hasEdge(context, context.synthesis!.text(records[0]!, 'zone_id')!))) return [];
  return Promise.all(
    records.map(async (record) => {
      const name = String(record['name']);
      const path = `/zones/${context.synthesis?.text(record, 'zone_id')}/dns_records?name=${encodeURIComponent(name)}`;
      const [found] = await askCloudflare<DnsRecord[]>(context, path, 'DNS Read');
      const subject = `DNS record ${name}`;
      if (found?.content.toLowerCase() === address) return ok(subject, 'points at the load balancer');
      return missing(
        subject,
        found ? `points at ${found.content}, not at ${address}` : 'does not exist',
        context.nx('deploy'),
      );
    }),
  );
}
