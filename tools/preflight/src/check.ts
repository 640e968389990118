import type { Context } from './context';
import type { Finding } from './finding';

/** One question to the account, or several that are answered together. */
export interface Check {
  /** What is asked about, as long as there is no answer. */
  readonly subject: string;
  /** Whether the environment has anything to do with it. */
  readonly concerns?: (context: Context) => boolean;
  readonly run: (context: Context) => Promise<readonly Finding[]>;
}

export interface Group {
  readonly name: string;
  readonly checks: readonly Check[];
}
