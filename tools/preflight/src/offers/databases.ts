import { DescribeDBEngineVersionsCommand, paginateDescribeOrderableDBInstanceOptions } from '@aws-sdk/client-rds';
import { all, askFor } from '../ask';
import type { Check } from '../check';
import { command } from '../command';
import type { Context } from '../context';
import { failure, ok, type Finding } from '../finding';
import type { Synthesis } from '../synthesis';

interface Wanted {
  readonly engine: string;
  readonly version: string;
  readonly classes: readonly string[];
}

/** Whether RDS still makes a new instance of the version, and of the class with it, in this region. */
export const databasesCheck: Check = {
  subject: 'database engine',
  concerns: ({ synthesis }) => wanted(synthesis).length > 0,
  run: async (context) => (await Promise.all(wanted(context.synthesis).map((each) => offered(context, each)))).flat(),
};

async function offered(context: Context, { engine, version, classes }: Wanted): Promise<Finding[]> {
  const { aws, region } = context;
  const subject = `database engine ${engine} ${version}`;
  // Retired versions are listed with IncludeAll only: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBEngineVersions.html
  const found = await askFor(
    'rds:DescribeDBEngineVersions',
    ['InvalidParameterValue', 'InvalidParameterCombination'],
    () => aws.rds.send(new DescribeDBEngineVersionsCommand({ Engine: engine, EngineVersion: version })),
  );
  const versions = (found?.DBEngineVersions ?? []).filter(({ Status = 'available' }) => Status === 'available');
  if (versions.length === 0) {
    const list = ['--region', region, '--engine', engine, '--query', 'DBEngineVersions[].EngineVersion'];
    return [
      failure(
        subject,
        `is not offered for new instances in ${region}`,
        `take one of: ${command('aws', 'rds', 'describe-db-engine-versions', ...list)}`,
      ),
    ];
  }
  const newest = versions.at(-1)?.EngineVersion ?? version;
  const ofClasses = classes.map((name) => instanceClass(context, { engine, version: newest, name }));
  return [ok(subject, `is offered as ${newest}`), ...(await Promise.all(ofClasses))];
}

async function instanceClass(
  { aws: { rds }, region }: Context,
  { engine, version, name }: { readonly engine: string; readonly version: string; readonly name: string },
): Promise<Finding> {
  const subject = `instance class ${name}`;
  const input = { Engine: engine, EngineVersion: version, DBInstanceClass: name };
  const pages = paginateDescribeOrderableDBInstanceOptions({ client: rds }, input);
  const options = await all('rds:DescribeOrderableDBInstanceOptions', pages, (page) => page.OrderableDBInstanceOptions);
  if (options.length > 0) return ok(subject, `is offered for ${engine} ${version}`);
  const list = ['--region', region, '--engine', engine, '--engine-version', version];
  const query = ['--query', 'OrderableDBInstanceOptions[].DBInstanceClass'];
  return failure(
    subject,
    `is not offered for ${engine} ${version} in ${region}`,
    `take one of: ${command('aws', 'rds', 'describe-orderable-db-instance-options', ...list, ...query)}`,
  );
}

/** By engine and version; a replica takes its source's. */
function wanted(synthesis: Synthesis): Wanted[] {
  const found = new Map<string, Wanted>();
  for (const type of ['aws_db_instance', 'aws_rds_cluster', 'aws_rds_cluster_instance']) {
    for (const block of synthesis.all(type)) {
      const cluster = synthesis.referred(block, 'cluster_identifier') ?? block;
      const engine = synthesis.text(cluster, 'engine');
      const version = synthesis.text(cluster, 'engine_version');
      if (engine === undefined || version === undefined) continue;
      const key = `${engine} ${version}`;
      const name = synthesis.text(block, 'instance_class');
      const classes = [...(found.get(key)?.classes ?? []), ...(name === undefined ? [] : [name])];
      found.set(key, { engine, version, classes: [...new Set(classes)] });
    }
  }
  return [...found.values()];
}
