import { createHmac, randomBytes } from 'node:crypto';
import { isRecord } from '@restartix/kit';

/** State of format 4, as far as it is rewritten here. */
export interface StateFile {
  readonly outputs?: Readonly<Record<string, { readonly value?: unknown; readonly sensitive?: boolean }>>;
  readonly resources?: readonly {
    readonly mode: string;
    readonly type: string;
    readonly instances?: readonly { readonly attributes?: Readonly<Record<string, unknown>> }[];
  }[];
}

/** Attributes that hold a secret in the state, and that no refresh reads back but from Secrets Manager. */
export const SECRET_ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  aws_elasticache_replication_group: ['auth_token'],
  aws_secretsmanager_secret_version: ['secret_string', 'secret_binary'],
  cloudflare_account_token: ['value'],
};

/** Another value for each secret: the same for the same within a run, so that what is equal stays equal. */
export class Pseudonyms {
  private readonly key = randomBytes(32);
  private readonly configured: ReadonlySet<unknown>;

  /** @param state - values of versions in it that are not write-only come from the configuration and are compared with it */
  constructor(private readonly state: StateFile) {
    const versions = (state.resources ?? []).filter(
      ({ mode, type }) => mode === 'managed' && type === 'aws_secretsmanager_secret_version',
    );
    this.configured = new Set(
      versions.flatMap(({ instances = [] }) => instances.map(({ attributes }) => attributes?.['secret_string'])),
    );
  }

  /** Of a JSON object its values; 64 letters and digits, which every password takes. */
  of(secret: string): string {
    if (this.configured.has(secret)) return secret;
    const object = parsedObject(secret);
    return object ? JSON.stringify(this.within(object)) : createHmac('sha256', this.key).update(secret).digest('hex');
  }

  /** The state with other values for what is secret in it. */
  ofState(): StateFile {
    const { outputs = {}, resources = [] } = this.state;
    return {
      ...this.state,
      outputs: Object.fromEntries(
        Object.entries(outputs).map(([name, output]) => [
          name,
          output.sensitive ? { ...output, value: this.within(output.value) } : output,
        ]),
      ),
      resources: resources.map((resource) => ({
        ...resource,
        instances: (resource.instances ?? []).map((instance) => ({
          ...instance,
          attributes: this.ofAttributes(resource.type, instance.attributes ?? {}),
        })),
      })),
    };
  }

  private ofAttributes(type: string, attributes: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    const secret = Object.hasOwn(SECRET_ATTRIBUTES, type) ? SECRET_ATTRIBUTES[type]! : [];
    return Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [name, secret.includes(name) ? this.within(value) : value]),
    );
  }

  private within(value: unknown): unknown {
    if (typeof value === 'string') return value === '' ? '' : this.of(value);
    if (Array.isArray(value)) return value.map((item) => this.within(item));
    if (!isRecord(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.within(item)]));
  }
}

function parsedObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
