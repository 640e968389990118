/** What AWS does with a call that creates something, when it comes a second time. */
export type Answer =
  /** It answers with what it has: by the name, or because the call sets rather than creates. */
  | 'same'
  /** It knows the call by its token and answers with what it has; only within one run, for the next has another token. */
  | 'same by token'
  /** It says that it exists. */
  | 'refused'
  /** It makes a second one without a word. */
  | 'twice';

export interface SecondCreate {
  /** As IAM names it. */
  readonly call: string;
  /** The resources of Terraform that it creates, with the AWS provider 5.100. */
  readonly types: readonly string[];
  /** When the SDK repeats it, since its answer was lost. */
  readonly repeated: Answer;
  /** When the next run calls it, since the state does not have what the first one made. */
  readonly again: Exclude<Answer, 'same by token'>;
  /** Why a second one does no harm. */
  readonly harmless?: string;
  readonly source: string;
}
