/** A call as the emulator's log has it, or the record made of the log; its README explains the fields. */
export interface Call {
  readonly action: string;
  readonly resources?: readonly string[];
  readonly resourceTags?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly context?: Context;
  readonly passes?: readonly { readonly role: string; readonly service: string }[];
  readonly uses?: readonly { readonly key: string; readonly viaService: string }[];
}

export type Context = Readonly<Record<string, string | readonly string[]>>;

/** One question to IAM. A call asks several: for each of its resources, and for what it needs beside its own action. */
export interface Request {
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
}

export const ACCOUNT = '123456789012';
export const REGION = 'eu-central-1';
