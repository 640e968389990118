import type { SecretVariable } from '../secrets';
import { SERVICE_NAMES, SERVICES, type ServiceName } from '../services';

/** Whatever runs an application's image: the services, and the task that runs before a deployment of Core API. */
export type Application = ServiceName | 'migrations';

/** Every one of them. */
export const APPLICATION_CONTAINERS: readonly Application[] = [...SERVICE_NAMES, 'migrations'];

/** One application, or all of a kind. */
export type Audience = Application | 'services' | 'frontends' | 'backends' | 'everyone';

export function isFor(audience: readonly Audience[], application: Application): boolean {
  return audience.some((each) => each === application || MEMBERS[each]?.(application));
}

const MEMBERS: Readonly<Partial<Record<Audience, (application: Application) => boolean>>> = {
  everyone: () => true,
  services: isService,
  frontends: (application) => isService(application) && SERVICES[application].frontend,
  backends: (application) => isService(application) && !SERVICES[application].frontend,
};

/** The variables that an application gets from Secrets Manager. */
export function secretsOfApplication(application: Application): readonly SecretVariable[] {
  return isService(application) ? SERVICES[application].secrets : ['DATABASE_DIRECT_URL'];
}

export function isService(application: Application): application is ServiceName {
  return application !== 'migrations';
}
