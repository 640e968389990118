import type { ContainerConfig, SecretReference } from '@restartix/ecs-service';
import { isFor, secretsOfApplication, type Application } from './applications';
import type { Facts } from './facts';
import { processOf } from './runtimes';
import { SECRET_VARIABLES } from './secret-variables';
import { VARIABLES } from './variables';

/** Everything that the contract says of an application's container. */
export function containerOf(
  application: Application,
  facts: Facts,
  exec?: boolean,
): Pick<ContainerConfig, 'environment' | 'secrets' | 'user' | 'rootFilesystem' | 'stopTimeoutSeconds'> {
  const plain = Object.entries(VARIABLES).filter(([, variable]) => isFor(variable.for, application));
  const secrets = secretsOfApplication(application).map((name) => SECRET_VARIABLES[name].variables(facts));
  return {
    environment: Object.fromEntries(plain.map(([name, { value }]) => [name, value(facts, application)])),
    secrets: Object.fromEntries<SecretReference>(secrets.flatMap((variables) => Object.entries(variables))),
    ...processOf(application, exec),
  };
}
