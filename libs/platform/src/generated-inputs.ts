// Written by `npx nx run checks:update` from the types.
import type { Inputs } from '@restartix/core';

export const BOOTSTRAP_CONFIG: Inputs = {
  env: {
    keys: {
      accountId: 'string',
      state: { keys: { bucket: 'string', region: 'string', key: 'string' } },
      env: 'string',
      region: 'string',
      project: 'string',
      owner: 'string',
      costCenter: 'string',
      permissionsBoundary: 'string',
      allow: { list: { keys: { address: 'string', reason: 'string', until: 'string' } } },
      importFrom: { each: 'string' },
    },
  },
  github: {
    keys: {
      org: 'string',
      repo: 'string',
      branches: { list: 'string' },
      ids: { keys: { owner: 'string', repo: 'string' } },
    },
  },
  applications: {
    list: { keys: { org: 'string', repo: 'string', ids: { keys: { owner: 'string', repo: 'string' } } } },
  },
  breakGlassUsers: { list: 'string' },
  environments: {
    each: {
      keys: {
        state: { keys: { bucket: 'string', region: 'string', key: 'string' } },
        furtherStateKeys: { list: 'string' },
        restoreDrills: 'boolean',
        deployRoles: {
          each: {
            keys: {
              services: { list: 'string' },
              repositories: { list: 'string' },
              jobs: { list: 'string' },
              otherJobs: { list: 'string' },
              secrets: { list: 'string' },
              otherLogs: { list: 'string' },
              deployWorkflowRef: 'string',
              applications: {
                list: {
                  keys: { githubOrg: 'string', githubRepo: 'string', githubOwnerId: 'string', githubRepoId: 'string' },
                },
              },
            },
          },
        },
        trust: {
          keys: {
            allowedEnvironments: { list: 'string' },
            applyWorkflowRef: 'string',
            deployWorkflowRef: 'string',
            planWorkflowRefs: { list: 'string' },
          },
        },
      },
    },
  },
};

export const PLATFORM_CONFIG: Inputs = {
  env: {
    keys: {
      accountId: 'string',
      state: { keys: { bucket: 'string', region: 'string', key: 'string' } },
      env: 'string',
      region: 'string',
      project: 'string',
      owner: 'string',
      costCenter: 'string',
      permissionsBoundary: 'string',
      allow: { list: { keys: { address: 'string', reason: 'string', until: 'string' } } },
      importFrom: { each: 'string' },
    },
  },
  domain: { keys: { zone: 'string', suffix: 'string' } },
  cloudflare: {
    keys: {
      accountId: 'string',
      zoneId: 'string',
      zoneRules: ['owner', 'shared'],
      edgeCertificate: {
        oneOf: ['existing'],
        keys: { certificateAuthority: ['google', 'lets_encrypt', 'ssl_com'], validityDays: 'number' },
      },
      ingress: ['cloudflare', 'everyone'],
      clientCertificates: { oneOf: ['passthrough'], keys: { caCertificates: 'string' } },
    },
  },
  network: {
    keys: {
      name: 'string',
      vpcCidr: 'string',
      otherCidrs: { each: 'string' },
      availabilityZones: { list: 'string' },
      natStrategy: ['nat-gateway', 'nat-instance', 'none'],
      natPerAz: 'boolean',
      natZone: 'string',
      natInstance: { keys: { instanceType: 'string', imageId: 'string', maxLifetimeDays: 'number' } },
      interfaceEndpoints: {
        list: ['ecr.api', 'ecr.dkr', 'kms', 'logs', 'monitoring', 'secretsmanager', 'ssm', 'ssmmessages', 'sts'],
      },
      applicationPorts: { keys: { from: 'number', to: 'number' } },
      dataPorts: { keys: { rds: 'number', redis: 'number' } },
      flowLogs: { keys: { retentionInDays: 'number', kmsKeyArn: 'string', trafficType: ['ACCEPT', 'ALL', 'REJECT'] } },
      env: 'string',
      project: 'string',
    },
  },
  database: '*',
  databaseUsers: { keys: { versions: { list: 'number' }, current: 'number' } },
  cache: {
    keys: {
      name: 'string',
      env: 'string',
      project: 'string',
      nodeType: 'string',
      numCacheNodes: 'number',
      replicas: 'number',
      auth: ['iam', 'token'],
      tokenVersion: 'number',
      engine: ['redis', 'valkey'],
      engineVersion: 'string',
      upgradeFrom: ['redis6.x', 'redis7', 'valkey7', 'valkey8'],
      port: 'number',
      maxmemoryPolicy: ['allkeys-lfu', 'allkeys-lru', 'noeviction', 'volatile-lfu', 'volatile-lru', 'volatile-ttl'],
      snapshotRetentionLimit: 'number',
      snapshotWindow: 'string',
      maintenanceWindow: 'string',
      onDestroy: ['nothing', 'snapshot'],
      applyImmediately: 'boolean',
      logRetentionInDays: 'number',
      secretRecoveryWindowInDays: 'number',
    },
  },
  cluster: {
    keys: {
      name: 'string',
      enableFargateSpot: {
        is: 'boolean',
        keys: { weight: 'number', onDemandBase: 'number', onDemandWeight: 'number' },
      },
      containerInsights: ['disabled', 'enabled', 'enhanced'],
      insightsRetentionInDays: 'number',
      logKmsKeyArn: 'string',
      exec: { keys: { kmsKeyArn: 'string', retentionInDays: 'number' } },
      privateDnsNamespace: { keys: { vpcId: 'string', name: 'string' } },
      ephemeralStorageKmsKeyArn: 'string',
      env: 'string',
      project: 'string',
    },
  },
  loadBalancer: {
    keys: {
      deletionProtection: 'boolean',
      accessLogs: {
        keys: { bucketName: 'string', prefix: 'string', retentionInDays: 'number', forceDestroy: 'boolean' },
      },
    },
  },
  registry: { keys: { forceDelete: 'boolean' } },
  keys: { keys: { deletionProtection: 'boolean' } },
  secrets: {
    keys: {
      recoveryWindowInDays: 'number',
      keyVersions: {
        keys: {
          encryption: { keys: { versions: { list: 'number' }, current: 'number' } },
          'backup-encryption': { keys: { versions: { list: 'number' }, current: 'number' } },
        },
      },
    },
  },
  logLevel: ['debug', 'error', 'info', 'warn'],
  services: {
    keys: {
      'core-api': {
        keys: {
          cpu: 'number',
          memory: 'number',
          logs: {
            keys: {
              retentionInDays: 'number',
              kmsKeyArn: 'string',
              mode: ['blocking', 'non-blocking'],
              bufferMib: 'number',
            },
          },
          desiredCount: 'number',
          minCapacity: 'number',
          maxCapacity: 'number',
          targetCpuPct: 'number',
          useSpot: { is: 'boolean', keys: { weight: 'number', onDemandBase: 'number', onDemandWeight: 'number' } },
          oldRevisions: ['deregister', 'keep'],
          exec: 'boolean',
        },
      },
      'telemetry-api': {
        keys: {
          cpu: 'number',
          memory: 'number',
          logs: {
            keys: {
              retentionInDays: 'number',
              kmsKeyArn: 'string',
              mode: ['blocking', 'non-blocking'],
              bufferMib: 'number',
            },
          },
          desiredCount: 'number',
          minCapacity: 'number',
          maxCapacity: 'number',
          targetCpuPct: 'number',
          useSpot: { is: 'boolean', keys: { weight: 'number', onDemandBase: 'number', onDemandWeight: 'number' } },
          oldRevisions: ['deregister', 'keep'],
          exec: 'boolean',
        },
      },
      clinic: {
        keys: {
          cpu: 'number',
          memory: 'number',
          logs: {
            keys: {
              retentionInDays: 'number',
              kmsKeyArn: 'string',
              mode: ['blocking', 'non-blocking'],
              bufferMib: 'number',
            },
          },
          desiredCount: 'number',
          minCapacity: 'number',
          maxCapacity: 'number',
          targetCpuPct: 'number',
          useSpot: { is: 'boolean', keys: { weight: 'number', onDemandBase: 'number', onDemandWeight: 'number' } },
          oldRevisions: ['deregister', 'keep'],
          exec: 'boolean',
        },
      },
      portal: {
        keys: {
          cpu: 'number',
          memory: 'number',
          logs: {
            keys: {
              retentionInDays: 'number',
              kmsKeyArn: 'string',
              mode: ['blocking', 'non-blocking'],
              bufferMib: 'number',
            },
          },
          desiredCount: 'number',
          minCapacity: 'number',
          maxCapacity: 'number',
          targetCpuPct: 'number',
          useSpot: { is: 'boolean', keys: { weight: 'number', onDemandBase: 'number', onDemandWeight: 'number' } },
          oldRevisions: ['deregister', 'keep'],
          exec: 'boolean',
        },
      },
      console: {
        keys: {
          cpu: 'number',
          memory: 'number',
          logs: {
            keys: {
              retentionInDays: 'number',
              kmsKeyArn: 'string',
              mode: ['blocking', 'non-blocking'],
              bufferMib: 'number',
            },
          },
          desiredCount: 'number',
          minCapacity: 'number',
          maxCapacity: 'number',
          targetCpuPct: 'number',
          useSpot: { is: 'boolean', keys: { weight: 'number', onDemandBase: 'number', onDemandWeight: 'number' } },
          oldRevisions: ['deregister', 'keep'],
          exec: 'boolean',
        },
      },
    },
  },
  pgbouncer: {
    keys: {
      cpu: 'number',
      memory: 'number',
      logs: {
        keys: {
          retentionInDays: 'number',
          kmsKeyArn: 'string',
          mode: ['blocking', 'non-blocking'],
          bufferMib: 'number',
        },
      },
      desiredCount: 'number',
      useSpot: { is: 'boolean', keys: { weight: 'number', onDemandBase: 'number', onDemandWeight: 'number' } },
      oldRevisions: ['deregister', 'keep'],
      pool: { keys: { connections: 'number', clients: 'number' } },
    },
  },
  schedules: { keys: { checkProviders: 'string', backupRunner: 'string' } },
  backups: { keys: { size: { keys: { cpu: 'number', memory: 'number' } }, ephemeralStorageGib: 'number' } },
  email: {
    keys: {
      bounceWebhookUrl: 'string',
      dmarc: { keys: { policy: ['none', 'quarantine', 'reject'], percentage: 'number', reportTo: 'string' } },
    },
  },
  observability: {
    keys: {
      alarmsEmailSubscribers: { list: 'string' },
      slack: { keys: { workspaceId: 'string', channelId: 'string' } },
      minFreeStorageGib: 'number',
      databaseEvents: 'boolean',
    },
  },
};
