import { DescribeCertificateCommand } from '@aws-sdk/client-acm';
import { missing, ok, type Finding } from '../finding';
import { listenersOf, loadBalancerOf } from './load-balancer';
import type { Context } from '../context';

/** The certificates that the load balancer shows. */
export async function certificateFindings(context: Context): Promise<Finding[]> {
  const balancer = await loadBalancerOf(context);
  const listeners = balancer ? await listenersOf(context, balancer) : [];
  const arns = listeners.flatMap(({ Certificates = [] }) =>
    Certificates.flatMap(({ CertificateArn }) => CertificateArn ?? []),
  );
  return Promise.all(
    [...new Set(arns)].map(async (CertificateArn) => {
      const { Certificate } = await context.aws.acm.send(new DescribeCertificateCommand({ CertificateArn }));
      const subject = `certificate of ${Certificate?.DomainName}`;
      if (Certificate?.Status === 'ISSUED')
        return ok(subject, `issued, for ${Certificate.SubjectAlternativeNames?.length} names`);
      const open = Certificate?.DomainValidationOptions?.find(({ ValidationStatus }) => ValidationStatus !== 'SUCCESS');
      const { Name, Type, Value } = open?.ResourceRecord ?? {};
      return missing(
        subject,
        `is ${Certificate?.Status}`,
        Name === undefined ? context.nx('deploy') : `the zone needs ${Name} ${Type} ${Value}: ${context.nx('deploy')}`,
      );
    }),
  );
}
