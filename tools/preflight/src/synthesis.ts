import { isRecord, valueOnceDeployed } from '@restartix/kit';

export type Block = Readonly<Record<string, unknown>>;

const WHOLE_REFERENCE = /^\$\{(?<type>\w+)\.(?<name>\w+)\.(?<attribute>\w+)\}$/;
const REFERENCE = /\$\{(?<type>\w+)\.(?<name>\w+)\./;

/** What a synthesized `cdk.tf.json` says, as far as it says it without Terraform. */
export class Synthesis {
  private readonly resources: Readonly<Record<string, unknown>>;

  constructor(readonly json: Block) {
    this.resources = isRecord(json['resource']) ? json['resource'] : {};
  }

  /** The resources of a type, by name. */
  named(type: string): ReadonlyMap<string, Block> {
    const blocks = this.resources[type];
    return new Map(
      isRecord(blocks) ? Object.entries(blocks).filter((entry): entry is [string, Block] => isRecord(entry[1])) : [],
    );
  }

  all(type: string): Block[] {
    return [...this.named(type).values()];
  }

  count(...types: readonly string[]): number {
    return types.reduce((sum, type) => sum + this.named(type).size, 0);
  }

  /**
   * An argument's value, through references to literal arguments of other resources; undefined when only an apply knows it.
   * Of what waits for an image to be deployed, the value that it then has.
   */
  text(block: Block, argument: string): string | undefined {
    const value = block[argument];
    if (typeof value === 'number') return String(value);
    if (typeof value !== 'string') return undefined;
    const deployed = valueOnceDeployed(value);
    if (deployed !== undefined) return deployed;
    const { type, name, attribute } = WHOLE_REFERENCE.exec(value)?.groups ?? {};
    if (type === undefined) return value.includes('${') ? undefined : value;
    const target = this.named(type).get(name!);
    return target && this.text(target, attribute!);
  }

  number(block: Block, argument: string): number | undefined {
    const text = this.text(block, argument);
    return text === undefined || Number.isNaN(Number(text)) ? undefined : Number(text);
  }

  /** Values of an argument over all resources of a type, without those that only an apply knows. */
  texts(type: string, argument: string): string[] {
    return this.all(type).flatMap((block) => this.text(block, argument) ?? []);
  }

  /** The resource that an argument refers to. */
  referred(block: Block, argument: string): Block | undefined {
    const { type, name } = REFERENCE.exec(String(block[argument] ?? ''))?.groups ?? {};
    return type === undefined ? undefined : this.named(type).get(name!);
  }

  /** The first block of a provider. */
  provider(name: string): Block {
    const providers = this.json['provider'];
    const blocks = isRecord(providers) ? providers[name] : undefined;
    const first: unknown = Array.isArray(blocks) ? blocks[0] : blocks;
    return isRecord(first) ? first : {};
  }

  /** Where the state is kept. */
  get backend(): { readonly bucket: string; readonly region: string } {
    const { terraform } = this.json as { terraform: { backend: { s3: { bucket: string; region: string } } } };
    return terraform.backend.s3;
  }

  get region(): string {
    return this.text(this.provider('aws'), 'region') ?? this.backend.region;
  }

  /** What everything in the environment is tagged with. */
  get tags(): Readonly<Record<string, string>> {
    const [defaults] = (this.provider('aws')['default_tags'] ?? []) as { tags?: Record<string, string> }[];
    return defaults?.tags ?? {};
  }

  /** The only accounts that the provider accepts; none: any. */
  get accounts(): readonly string[] {
    return (this.provider('aws')['allowed_account_ids'] ?? []) as string[];
  }
}

interface Tag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** Whether something in the account is of the environment itself. */
export function isOwn({ tags }: Synthesis, found: readonly Tag[] | undefined): boolean {
  const own = ['Project', 'Environment'].filter((key) => tags[key] !== undefined);
  return (
    own.length > 0 && own.every((key) => (found ?? []).some(({ Key, Value }) => Key === key && Value === tags[key]))
  );
}
