import { EnvStack } from '@restartix/core';
import { useCloudflare } from '@restartix/core/cloudflare';
import { DatabaseRds } from '@restartix/database-rds';
import {
  computeOf,
  dataOf,
  deployIamOf,
  edgeOf,
  foundationOf,
  jobsOf,
  observabilityOf,
  outputsOf,
} from '@restartix/platform';
import type { Construct } from 'constructs';
import type { config as production } from './config';

/** Production: what it holds, and in which order it is connected. The values are in `config.ts`. */
export class ProductionStack extends EnvStack {
  constructor(scope: Construct, config: typeof production) {
    super(scope, 'production', config.env);
    useCloudflare(this);

    // encryption-key, network, ecs-cluster, container-registry
    const foundation = foundationOf(this, config);
    const database = new DatabaseRds(this, 'database', { ...config.database, ...foundation.forDatabase });
    // cache-redis, app-secrets, storage-s3 for uploads and the audit archive
    const data = dataOf(this, config, { foundation, database });
    // load-balancer, email-ses, ecs-service for each service and the connection pool
    const compute = computeOf(this, config, { foundation, data });
    // storage-backups, scheduled-tasks
    const jobs = jobsOf(this, config, { foundation, data, compute });
    // edge-cloudflare
    const edge = edgeOf(this, config, { foundation, compute });

    const parts = { foundation, data, compute, jobs };
    const observability = observabilityOf(this, config, parts);
    const deployIam = deployIamOf(this, config, parts);
    this.outputs(outputsOf(config, { ...parts, edge, observability, deployIam }));
  }
}
