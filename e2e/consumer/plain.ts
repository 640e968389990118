import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { DatabaseRds } from '@restartix/database-rds';
import { Network } from '@restartix/network';
import { App, S3Backend, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';

/** A stack of your own, with its backend, provider and tags. `env` and `project` are what the names are made of. */
class PreviewStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const names = { project: 'acme', env: 'preview' };
    new S3Backend(this, { bucket: 'acme-tfstate', key: 'plain.tfstate', region: 'eu-west-1', encrypt: true });
    new AwsProvider(this, 'aws', { region: 'eu-west-1', defaultTags: [{ tags: { Team: 'shop' } }] });

    const network = new Network(this, 'network', {
      ...names,
      vpcCidr: '10.41.0.0/16',
      availabilityZones: ['eu-west-1a', 'eu-west-1b'],
      natStrategy: 'nat-instance',
    });
    new DatabaseRds(this, 'database', {
      ...names,
      instanceClass: 'db.t4g.medium',
      allocatedStorage: 20,
      maxAllocatedStorage: 50,
      multiAz: false,
      backupRetentionPeriod: 7,
      dbName: 'shop',
      ...network.placement('rds'),
    });
  }
}

const app = new App();
new PreviewStack(app, 'plain');
app.synth();
