import type { AppSecrets } from '@restartix/app-secrets';
import type { SecretReference } from '@restartix/ecs-service';
import type { SecretName } from '../secrets';
import type { ServiceName } from '../services';

/** What the values of an environment's variables are made of: outputs of its modules, and what its config says. */
export interface Facts {
  readonly project: string;
  readonly env: string;
  readonly region: string;
  readonly logLevel: string;
  /** Host name of each service; that of a service per clinic begins with `*.`. */
  readonly hosts: Readonly<Record<ServiceName, string>>;
  /** The host that customers' own domains are pointed to. */
  readonly saasOrigin: string;
  readonly cloudflareZoneId: string;
  readonly uploadsBucket: string;
  readonly auditArchiveBucket: string;
  readonly emailConfigurationSet: string;
  readonly emailDomain: string;
  readonly secrets: AppSecrets<SecretName>;
  /** Connection string through the pool. */
  readonly databaseUrl: SecretReference;
  /** Connection string of the master user, past the pool. */
  readonly databaseDirectUrl: SecretReference;
  /** The token that registers customers' own domains. */
  readonly cloudflareToken: SecretReference;
}
