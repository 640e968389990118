import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret';
import { isKnown, originsOf, reference } from '@restartix/core';
import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { ContainerConfig, NamedTask, SecretReference } from './ecs-service.config';

/** An environment variable that ECS fills from Secrets Manager. */
export interface InjectedSecret {
  readonly name: string;
  readonly valueFrom: string;
}

const SECRET_ARN = /:secret:(.+)-[A-Za-z0-9]{6}$/;
const SECRET_REFERENCE = /^\$\{aws_secretsmanager_secret\.([\w-]+)\.(?:arn|id)\}$/;

/**
 * `…:secret:restartix/staging/database-AbCdEf` → `DATABASE_SECRET`, from the ARN or from the resource that it refers to;
 * undefined when neither says the secret's name.
 */
export function environmentNameOf(scope: Construct, secretArn: string): string | undefined {
  const name = secretName(scope, secretArn)?.split('/').at(-1);
  return name && `${name.replace(/[^A-Za-z0-9]+/g, '_').toUpperCase()}_SECRET`;
}

function secretName(scope: Construct, secretArn: string): string | undefined {
  if (isKnown(secretArn)) return SECRET_ARN.exec(secretArn)?.[1];
  const [, logicalId] = SECRET_REFERENCE.exec(reference(scope, secretArn)) ?? [];
  const [owner = TerraformStack.of(scope)] = originsOf(scope, secretArn);
  const secret = owner.node
    .findAll()
    .find((other) => other instanceof SecretsmanagerSecret && other.friendlyUniqueId === logicalId);
  const name = secret instanceof SecretsmanagerSecret ? secret.nameInput : undefined;
  return isKnown(name) ? name : undefined;
}

/** The secrets of a container, named ones first. */
export function injectedSecrets(
  scope: Construct,
  { secrets = {} }: Pick<ContainerConfig, 'secrets'>,
  wholeSecretArns: readonly string[] = [],
): InjectedSecret[] {
  return [
    ...Object.entries(secrets).map(([name, secret]) => ({ name, valueFrom: valueFrom(secret) })),
    ...wholeSecretArns.flatMap((arn) => {
      const name = environmentNameOf(scope, arn);
      return name ? [{ name, valueFrom: arn }] : [];
    }),
  ];
}

// `arn:json-key:version-stage:version-id`, where each part may be empty.
function valueFrom({ arn, jsonKey = '', versionStage = '' }: SecretReference): string {
  return jsonKey || versionStage ? `${arn}:${jsonKey}:${versionStage}:` : arn;
}

/** The ARN of every secret that some container of the task gets, each once. */
export function secretArnsOf({ secrets, secretsArns = [], sidecars = {} }: NamedTask): readonly string[] {
  const referenced = [secrets, ...Object.values(sidecars).map((sidecar) => sidecar.secrets)]
    .flatMap((references) => Object.values(references ?? {}))
    .map(({ arn }) => arn);
  return [...new Set([...referenced, ...secretsArns])];
}
