import { DescribeDBClustersCommand, DescribeDBInstancesCommand } from '@aws-sdk/client-rds';
import { ToolError } from '@restartix/kit';
import type { Context } from '../context';

export interface Database {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly name: string;
}

type Asks = Pick<Context, 'env' | 'aws' | 'nameOf' | 'nx'>;

/** The environment's database: a cluster, or an instance. @throws ToolError when there is none, or it is not available yet. */
export async function databaseOf(context: Asks): Promise<Database> {
  const { aws, nameOf } = context;
  const id = nameOf('database');
  const [cluster] =
    (await orNone('DBClusterNotFoundFault', aws.rds.send(new DescribeDBClustersCommand({ DBClusterIdentifier: id }))))
      ?.DBClusters ?? [];
  if (cluster)
    return complete(context, {
      host: cluster.Endpoint,
      port: cluster.Port,
      user: cluster.MasterUsername,
      name: cluster.DatabaseName,
    });
  const [instance] =
    (
      await orNone(
        'DBInstanceNotFoundFault',
        aws.rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: id })),
      )
    )?.DBInstances ?? [];
  if (!instance)
    throw new ToolError(
      `${context.env}: there is no database ${id}.`,
      `Deploy the environment: ${context.nx('deploy')}`,
    );
  return complete(context, {
    host: instance.Endpoint?.Address,
    port: instance.Endpoint?.Port,
    user: instance.MasterUsername,
    name: instance.DBName,
  });
}

function complete({ env, nameOf }: Asks, { host, port, user = '', name }: Partial<Database>): Database {
  if (host === undefined || port === undefined)
    throw new ToolError(
      `${env}: the database ${nameOf('database')} has no address yet.`,
      'It is being made or restored. Wait until it is available.',
    );
  return { host, port, user, name: name ?? 'postgres' };
}

async function orNone<T>(missing: string, call: Promise<T>): Promise<T | undefined> {
  return call.catch((error: unknown) => {
    if (error instanceof Error && error.name === missing) return undefined;
    throw error;
  });
}
