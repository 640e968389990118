import { attributeOf } from './attributes';

type Block = Readonly<Record<string, unknown>>;

/** The `resource` part of a `cdk.tf.json`: type → name → block. */
export type ResourceBlocks = Readonly<Record<string, Readonly<Record<string, Block>>>>;

/** Tells whether the configuration of a resource says something about an attribute, given as `tags.Name`. */
export type IsConfigured = (type: string, name: string, path: string) => boolean;

/**
 * Drift is what differs from what was asked for. What AWS computes changes by itself (a bucket shows the versioning that
 * another resource gave it, a database its latest backup), and what `ignore_changes` names belongs to somebody else.
 */
export function isConfigured(resources: ResourceBlocks): IsConfigured {
  return (type, name, path) => {
    const block = resources[type]?.[name];
    // A resource that the configuration no longer has will be destroyed: nothing of it is asked for.
    if (!block) return false;
    const ignored = ignoredPaths(block);
    if (ignored === 'all' || ignored.some((each) => isWithin(path, each))) return false;
    const attribute = attributeOf(path);
    // The provider merges its default tags into `tags_all`.
    return attribute === 'tags_all' || (attribute in block && !META_ARGUMENTS.includes(attribute));
  };
}

const META_ARGUMENTS = ['lifecycle', 'provider', 'depends_on', 'count', 'for_each', 'connection', 'provisioner'];

function ignoredPaths(block: Block): 'all' | string[] {
  const { ignore_changes: ignored } = (block['lifecycle'] ?? {}) as { ignore_changes?: 'all' | string[] };
  if (ignored === 'all') return 'all';
  return (ignored ?? []).map((path) => path.replace(/\["([^"]+)"\]/g, '.$1'));
}

function isWithin(path: string, parent: string): boolean {
  return path === parent || path.startsWith(`${parent}.`) || path.startsWith(`${parent}[`);
}
