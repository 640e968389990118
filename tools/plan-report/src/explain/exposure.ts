import { isUnbounded } from './unknown-values';
import { type Side, type Explainer } from './explanation';
import type { Explanation } from '../model';

/** A switch of a resource that opens it to everybody. */
interface Switch {
  readonly attribute: string;
  readonly open: boolean;
  readonly text: string;
}

const BLOCKS: Readonly<Record<string, string>> = {
  block_public_acls: 'public ACLs',
  ignore_public_acls: 'existing public ACLs',
  block_public_policy: 'public policies',
  restrict_public_buckets: 'access by public policies',
};

const SWITCHES: Readonly<Record<string, readonly Switch[]>> = {
  aws_db_instance: [{ attribute: 'publicly_accessible', open: true, text: 'makes the database publicly accessible' }],
  aws_rds_cluster_instance: [
    { attribute: 'publicly_accessible', open: true, text: 'makes the database publicly accessible' },
  ],
  aws_s3_bucket_public_access_block: Object.entries(BLOCKS).map(([attribute, what]) => ({
    attribute,
    open: false,
    text: `no longer blocks ${what}`,
  })),
};

// What AWS itself calls full access, and the older policies that amount to it.
const FULL = /:policy\/(.*\/)?(AdministratorAccess|PowerUserAccess|IAMFullAccess|\w+FullAccess)$/;

const ATTACHMENTS: Readonly<Record<string, string>> = {
  aws_iam_role_policy_attachment: 'role',
  aws_iam_user_policy_attachment: 'user',
  aws_iam_group_policy_attachment: 'group',
};

/** Tells what a change of a switch, an attachment or a boundary opens. */
export function exposureExplainers(type: string): Explainer[] {
  const attached = ATTACHMENTS[type];
  return [
    ...(SWITCHES[type] ?? []).map(switchExplainer),
    ...(attached ? [attachmentExplainer(attached)] : []),
    ...(type === 'aws_iam_role' || type === 'aws_iam_user'
      ? [boundaryExplainer(type === 'aws_iam_role' ? 'role' : 'user')]
      : []),
  ];
}

function switchExplainer({ attribute, open, text }: Switch): Explainer {
  return (before, after) => {
    const is = after?.attributes[attribute];
    if (isUnbounded(is))
      return [{ text: `${attribute} is ${String(is)}: it may be that this ${text}`, permissive: true }];
    return is === open && before?.attributes[attribute] !== open ? [{ text, permissive: true }] : [];
  };
}

function attachmentExplainer(kind: string): Explainer {
  const of = (side: Side): readonly [string, string] => [`${kind} ${side.nameOf(kind)}`, side.nameOf('policy_arn')];
  return (before, after) => {
    const [was, is] = [before && of(before), after && of(after)];
    if (was && is && was.join() === is.join()) return [];
    return [
      ...(is
        ? [{ text: `${is[0]} is granted policy ${is[1]}`, permissive: FULL.test(is[1]) || isUnbounded(is[1]) }]
        : []),
      ...(was ? [{ text: `${was[0]} is no longer granted policy ${was[1]}`, permissive: false }] : []),
    ];
  };
}

function boundaryExplainer(kind: string): Explainer {
  return (before, after): Explanation[] => {
    if (!before || !after) return [];
    const [was, is] = [before, after].map(({ attributes }) => attributes['permissions_boundary'] ?? '');
    if (was === is) return [];
    const of = `${kind} ${after.nameOf('name')}`;
    return is === ''
      ? [
          {
            text: `${of} no longer has permissions boundary ${before.nameOf('permissions_boundary')}`,
            permissive: true,
          },
        ]
      : [{ text: `${of} now has permissions boundary ${after.nameOf('permissions_boundary')}`, permissive: false }];
  };
}
