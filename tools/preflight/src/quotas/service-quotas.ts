import {
  GetAWSDefaultServiceQuotaCommand,
  GetServiceQuotaCommand,
  type ServiceQuotasClient,
} from '@aws-sdk/client-service-quotas';
import { ask, askFor, Unasked } from '../ask';
import { command } from '../command';

/** A quota as Service Quotas knows it. */
export interface QuotaName {
  /** e.g. `fargate` */
  readonly service: string;
  /** e.g. `L-3032A538` */
  readonly code: string;
}

/** The account's own value, else AWS's default. @throws Unasked when Service Quotas has neither. */
export async function quotaValue(quotas: ServiceQuotasClient, { service, code }: QuotaName): Promise<number> {
  const input = { ServiceCode: service, QuotaCode: code };
  const unknown = ['NoSuchResourceException'];
  const applied = await askFor('servicequotas:GetServiceQuota', unknown, () =>
    quotas.send(new GetServiceQuotaCommand(input)),
  );
  if (applied?.Quota?.Value !== undefined) return applied.Quota.Value;
  const standard = await ask('servicequotas:GetAWSDefaultServiceQuota', () =>
    quotas.send(new GetAWSDefaultServiceQuotaCommand(input)),
  );
  if (standard.Quota?.Value !== undefined) return standard.Quota.Value;
  throw new Unasked(`not known: Service Quotas has no value for ${service}/${code}`);
}

/** The command that asks AWS for more. */
export function increase({ service, code }: QuotaName, wanted: number, region: string): string {
  return command(
    ...['aws', 'service-quotas', 'request-service-quota-increase', '--region', region],
    ...['--service-code', service, '--quota-code', code, '--desired-value', String(Math.ceil(wanted))],
  );
}
