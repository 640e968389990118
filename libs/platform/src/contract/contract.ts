import { isFor, secretsOfApplication, type Application } from './applications';
import { SECRET_VARIABLES } from './secret-variables';
import { VARIABLES } from './variables';

/** One line of an application's contract. */
export interface ContractVariable {
  /** As the page names it. */
  readonly name: string;
  readonly what: string;
  readonly isSecret: boolean;
  /** Whether a variable of a container is this one. */
  readonly matches: (variable: string) => boolean;
}

/** Every variable that an application gets, plain ones first. */
export function contractOf(application: Application): readonly ContractVariable[] {
  const plain = Object.entries(VARIABLES)
    .filter(([, variable]) => isFor(variable.for, application))
    .map(([name, { what }]) => line(name, what, false));
  const secret = secretsOfApplication(application).flatMap((name) => {
    const { what, versions } = SECRET_VARIABLES[name];
    return [
      line(name, what, true),
      ...(versions
        ? [
            {
              name: versions.name,
              what: versions.what,
              isSecret: true,
              matches: (other: string) => versions.pattern.test(other),
            },
          ]
        : []),
    ];
  });
  return [...plain, ...secret];
}

function line(name: string, what: string, isSecret: boolean): ContractVariable {
  return { name, what, isSecret, matches: (variable) => variable === name };
}
