import type { Session } from '../run/session';
import type { Tags } from './lookup';

/** Tags that everything of an environment has, and nothing of another; none where its provider sets no such tags. */
export function ownTags({ configuration }: Pick<Session, 'configuration'>): Tags {
  const provider = configuration.awsProviders.find(({ alias }) => !alias);
  const [{ tags = {} } = {}] = (provider?.['default_tags'] ?? []) as { tags?: Tags }[];
  const { Project, Environment, ManagedBy } = tags;
  if (Project === undefined || Environment === undefined) return {};
  return { Project, Environment, ...(ManagedBy === undefined ? {} : { ManagedBy }) };
}

/** Another environment's, and what a person made, is not taken over. */
export function isOwn(tags: Tags, own: Tags): boolean {
  const wanted = Object.entries(own);
  return wanted.length > 0 && wanted.every(([key, value]) => tags[key] === value);
}
