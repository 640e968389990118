import {
  DescribeKeyCommand,
  KMSClient,
  ListResourceTagsCommand,
  paginateListAliases,
  paginateListKeys,
} from '@aws-sdk/client-kms';
import type { SdkConfiguration } from '../run/session';
import { all, type Found, type Lookups, once, tagsOf, type Tags, unless } from './lookup';
import { isOwn } from './own-tags';

/**
 * AWS makes a second key without a word, and a key has no name but its alias. One without an alias is known by its description; it
 * may be an earlier life's too, so that only its time says whether an unfinished deploy made it.
 */
export function keyLookups(sdk: SdkConfiguration, own: Tags): Lookups {
  const client = new KMSClient(sdk);
  // Other environments' keys are not this role's to look at.
  const mine = <T>(asked: Promise<T>): Promise<T | undefined> => unless(['AccessDeniedException'], asked);
  const list = once(async () => {
    const aliases = await all(paginateListAliases({ client }, {}), ({ Aliases }) => Aliases);
    const named = new Set(aliases.map(({ TargetKeyId }) => TargetKeyId));
    const keys = await all(paginateListKeys({ client }, {}), ({ Keys }) => Keys);
    const found: (Found & { readonly description: string })[] = [];
    for (const { KeyId = '' } of keys.filter((key) => !named.has(key.KeyId))) {
      const key = (await mine(client.send(new DescribeKeyCommand({ KeyId }))))?.KeyMetadata;
      if (key?.KeyManager !== 'CUSTOMER' || key.KeyState !== 'Enabled' || !key.CreationDate) continue;
      const tags = (await mine(client.send(new ListResourceTagsCommand({ KeyId }))))?.Tags ?? [];
      const record = tagsOf(tags.map(({ TagKey = '', TagValue = '' }) => ({ Key: TagKey, Value: TagValue })));
      if (!isOwn(record, own)) continue;
      found.push({
        ...{ id: KeyId, tags: record, madeAt: key.CreationDate, description: key.Description ?? '' },
        remove: `aws kms schedule-key-deletion --pending-window-in-days 7 --key-id ${KeyId}`,
      });
    }
    return found;
  });
  return {
    aws_kms_key: {
      by: ['description'],
      find: async (values) => (await list()).filter(({ description }) => description === values['description']),
    },
  };
}
