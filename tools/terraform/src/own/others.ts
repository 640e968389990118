import { ACMClient, KeyAlgorithm, ListTagsForCertificateCommand, paginateListCertificates } from '@aws-sdk/client-acm';
import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  ListTagsForResourceCommand as ListLogTagsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  GetScheduleCommand,
  GetScheduleGroupCommand,
  ListTagsForResourceCommand as ListScheduleTagsCommand,
  SchedulerClient,
} from '@aws-sdk/client-scheduler';
import { DescribeSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  GetConfigurationSetCommand,
  GetConfigurationSetEventDestinationsCommand,
  GetEmailIdentityCommand,
  SESv2Client,
} from '@aws-sdk/client-sesv2';
import {
  GetParameterCommand,
  ListTagsForResourceCommand as ListParameterTagsCommand,
  paginateDescribeParameters,
  SSMClient,
} from '@aws-sdk/client-ssm';
import type { SdkConfiguration } from '../run/session';
import { all, byName, byNameTag, type Lookups, once, tagsOf, unless } from './lookup';

export function logLookups(sdk: SdkConfiguration): Lookups {
  const client = new CloudWatchLogsClient(sdk);
  return {
    aws_cloudwatch_log_group: byName('name', async (logGroupNamePrefix) => {
      const { logGroups = [] } = await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix }));
      const found = logGroups.find(({ logGroupName }) => logGroupName === logGroupNamePrefix);
      if (!found) return undefined;
      const resourceArn = found.logGroupArn ?? found.arn?.replace(/:\*$/, '');
      return { id: logGroupNamePrefix, tags: (await client.send(new ListLogTagsCommand({ resourceArn }))).tags ?? {} };
    }),
  };
}

export function secretLookups(sdk: SdkConfiguration): Lookups {
  const client = new SecretsManagerClient(sdk);
  return {
    aws_secretsmanager_secret: byName('name', async (SecretId) => {
      const asked = client.send(new DescribeSecretCommand({ SecretId }));
      const found = await unless(['ResourceNotFoundException'], asked);
      return found?.ARN === undefined || found.DeletedDate ? undefined : { id: found.ARN, tags: tagsOf(found.Tags) };
    }),
  };
}

export function parameterLookups(sdk: SdkConfiguration): Lookups {
  const client = new SSMClient(sdk);
  // One question for all that are below `/restartix/`.
  const below = new Map<string, () => Promise<readonly (string | undefined)[]>>();
  const names = (root: string): (() => Promise<readonly (string | undefined)[]>) => {
    const ParameterFilters = [{ Key: 'Name', Option: 'BeginsWith', Values: [root] }];
    const known =
      below.get(root) ??
      once(async () =>
        (await all(paginateDescribeParameters({ client }, { ParameterFilters }), ({ Parameters }) => Parameters)).map(
          ({ Name }) => Name,
        ),
      );
    below.set(root, known);
    return known;
  };
  return {
    aws_ssm_parameter: byName('name', async (name) => {
      const [root = name] = /^\/[^/]+\//.exec(name) ?? [];
      if (!(await names(root)()).includes(name)) return undefined;
      const asked = new ListParameterTagsCommand({ ResourceType: 'Parameter', ResourceId: name });
      const tags = tagsOf((await client.send(asked)).TagList);
      const { Parameter } = await client.send(new GetParameterCommand({ Name: name }));
      // Of an imported one, the provider never gets to know insecure_value: it computes each of the two from the other.
      const over = { with: { overwrite: true }, now: { insecure_value: Parameter?.Value ?? '' } };
      return { id: name, tags, ...(Parameter?.Type === 'SecureString' ? {} : { over }) };
    }),
  };
}

export function schedulerLookups(sdk: SdkConfiguration): Lookups {
  const client = new SchedulerClient(sdk);
  const absent = ['ResourceNotFoundException'];
  return {
    aws_scheduler_schedule_group: byName('name', async (Name) => {
      const found = await unless(absent, client.send(new GetScheduleGroupCommand({ Name })));
      if (!found || found.State === 'DELETING') return undefined;
      const { Tags } = await client.send(new ListScheduleTagsCommand({ ResourceArn: found.Arn }));
      return { id: Name, tags: tagsOf(Tags) };
    }),
    aws_scheduler_schedule: {
      by: ['group_name', 'name'],
      find: async ({ group_name: GroupName, name: Name }) =>
        (await unless(absent, client.send(new GetScheduleCommand({ GroupName, Name })))) === undefined
          ? []
          : [{ id: `${GroupName}/${Name}` }],
    },
  };
}

export function emailLookups(sdk: SdkConfiguration): Lookups {
  const client = new SESv2Client(sdk);
  const absent = ['NotFoundException'];
  return {
    aws_sesv2_configuration_set: byName('configuration_set_name', async (ConfigurationSetName) => {
      const found = await unless(absent, client.send(new GetConfigurationSetCommand({ ConfigurationSetName })));
      return found && { id: ConfigurationSetName, tags: tagsOf(found.Tags) };
    }),
    aws_sesv2_email_identity: byName('email_identity', async (EmailIdentity) => {
      const found = await unless(absent, client.send(new GetEmailIdentityCommand({ EmailIdentity })));
      return found && { id: EmailIdentity, tags: tagsOf(found.Tags) };
    }),
    aws_sesv2_configuration_set_event_destination: {
      by: ['configuration_set_name', 'event_destination_name'],
      find: async ({ configuration_set_name: ConfigurationSetName, event_destination_name: name }) => {
        const asked = client.send(new GetConfigurationSetEventDestinationsCommand({ ConfigurationSetName }));
        const { EventDestinations = [] } = (await unless(absent, asked)) ?? {};
        return EventDestinations.filter(({ Name }) => Name === name).map(() => ({
          id: `${ConfigurationSetName}|${name}`,
        }));
      },
    },
  };
}

export function certificateLookups(sdk: SdkConfiguration): Lookups {
  const client = new ACMClient(sdk);
  const list = once(async () => {
    const certificates = await all(
      paginateListCertificates(
        { client },
        { CertificateStatuses: ['PENDING_VALIDATION', 'ISSUED'], Includes: { keyTypes: Object.values(KeyAlgorithm) } },
      ),
      ({ CertificateSummaryList }) => CertificateSummaryList,
    );
    return Promise.all(
      certificates.map(async ({ CertificateArn: id = '' }) => ({
        id,
        tags: tagsOf((await client.send(new ListTagsForCertificateCommand({ CertificateArn: id }))).Tags),
        remove: `aws acm delete-certificate --certificate-arn ${id}`,
      })),
    );
  });
  return { aws_acm_certificate: byNameTag(list) };
}

export function autoScalingLookups(sdk: SdkConfiguration): Lookups {
  const client = new AutoScalingClient(sdk);
  return {
    aws_autoscaling_group: byName('name', async (name) => {
      const asked = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] });
      const { AutoScalingGroups: [found] = [] } = await client.send(asked);
      return found && found.Status === undefined ? { id: name, tags: tagsOf(found.Tags) } : undefined;
    }),
  };
}
