import { SERVICES } from '../services';
import { isService, type Application, type Audience } from './applications';
import type { Facts } from './facts';

/** A plain environment variable. */
export interface Variable {
  /** What it is for, as the page says it. */
  readonly what: string;
  /** Who gets it. */
  readonly for: readonly Audience[];
  readonly value: (facts: Facts, application: Application) => string;
}

/** Every plain variable of every application. A new one is a row here; nobody else gets it. */
export const VARIABLES: Readonly<Record<string, Variable>> = {
  APP_ENV: { what: 'Name of the environment.', for: ['everyone'], value: ({ env }) => env },
  LOG_LEVEL: { what: 'Least level that is logged.', for: ['everyone'], value: ({ logLevel }) => logLevel },
  PORT: {
    what: 'Port to listen on, on every address.',
    for: ['services'],
    value: (_, application) => (isService(application) ? String(SERVICES[application].port) : ''),
  },
  HOSTNAME: {
    what: 'Address that the server of Next.js listens on. Without it, that is the container’s own host name, and nothing answers on 127.0.0.1.',
    for: ['frontends'],
    value: () => '0.0.0.0',
  },
  AWS_REGION: { what: 'Region of every AWS service.', for: ['backends'], value: ({ region }) => region },

  API_URL: {
    what: 'Core API, as browsers and servers reach it.',
    for: ['frontends', 'core-api', 'telemetry-api'],
    value: ({ hosts }) => urlOf(hosts['core-api']),
  },
  TELEMETRY_URL: {
    what: 'Telemetry API, as browsers reach it.',
    for: ['frontends', 'telemetry-api'],
    value: ({ hosts }) => urlOf(hosts['telemetry-api']),
  },
  CLINIC_DOMAIN: {
    what: 'Each clinic’s staff has a host below it. For links and CORS.',
    for: ['backends', 'clinic'],
    value: ({ hosts }) => domainOf(hosts.clinic),
  },
  PORTAL_DOMAIN: {
    what: 'Each clinic’s patients have a host below it. For links and CORS.',
    for: ['backends', 'clinic', 'portal'],
    value: ({ hosts }) => domainOf(hosts.portal),
  },
  CONSOLE_URL: {
    what: 'The platform team’s console. For links and CORS.',
    for: ['backends', 'console'],
    value: ({ hosts }) => urlOf(hosts.console),
  },

  UPLOADS_BUCKET: { what: 'Bucket of uploads.', for: ['core-api'], value: ({ uploadsBucket }) => uploadsBucket },
  AUDIT_ARCHIVE_BUCKET: {
    what: 'Bucket of the audit archive: objects can be added, never changed or deleted.',
    for: ['core-api'],
    value: ({ auditArchiveBucket }) => auditArchiveBucket,
  },
  SES_CONFIGURATION_SET: {
    what: 'Configuration set that every mail must name: the role may send with no other.',
    for: ['core-api'],
    value: ({ emailConfigurationSet }) => emailConfigurationSet,
  },
  EMAIL_DOMAIN: {
    what: 'Domain of the sender of every mail.',
    for: ['core-api'],
    value: ({ emailDomain }) => emailDomain,
  },
  METRICS_NAMESPACE: {
    what: 'CloudWatch namespace of the business metrics, which go to the log in the embedded metric format.',
    for: ['core-api'],
    value: metricsNamespace,
  },
  CLOUDFLARE_ZONE_ID: {
    what: 'Zone in which customers’ own domains are registered.',
    for: ['core-api'],
    value: ({ cloudflareZoneId }) => cloudflareZoneId,
  },
  CLOUDFLARE_SAAS_ORIGIN: {
    what: 'Host that customers point their own domains to.',
    for: ['core-api'],
    value: ({ saasOrigin }) => saasOrigin,
  },
  ENCRYPTION_KEY_VERSION: {
    what: 'Version of `ENCRYPTION_KEY`, to be written beside everything that is encrypted with it.',
    for: ['core-api'],
    value: ({ secrets }) => secrets.key('encryption').current,
  },
};

/** The namespace that Core API counts in and the business dashboard reads. */
export function metricsNamespace({ project, env }: Pick<Facts, 'project' | 'env'>): string {
  return `${project}/${env}/business`;
}

function urlOf(host: string): string {
  return `https://${host}`;
}

/** `*.clinic.restartix.pro` is `clinic.restartix.pro`. */
function domainOf(host: string): string {
  return host.replace(/^\*\./, '');
}
