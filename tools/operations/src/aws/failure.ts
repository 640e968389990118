import { ToolError } from '@restartix/kit';
import { isDenied } from './denied';

interface AwsFailure extends Error {
  readonly $metadata: { readonly httpStatusCode?: number };
}

const EXPIRED = /ExpiredToken|InvalidClientTokenId|UnrecognizedClient|CredentialsProviderError|TokenRefreshRequired/;

/** A refusal by AWS as what is wrong and a hint; anything else as it is. */
export function explained(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof ToolError) return error;
  const { name, message } = error;
  if (EXPIRED.test(name))
    return new ToolError(
      `AWS does not know who asks: ${message}`,
      'Log in, e.g. aws sso login, and set AWS_PROFILE. aws sts get-caller-identity says who you are.',
      { cause: error },
    );
  if (!isAwsFailure(error)) return error;
  if (isDenied(error))
    return new ToolError(`Not allowed: ${message}`, 'Take a role that has this action: docs/on-call.md lists them.', {
      cause: error,
    });
  return new ToolError(`AWS refused: ${name}: ${message}`, 'Run it again with --verbose to see each call.', {
    cause: error,
  });
}

function isAwsFailure(error: Error): error is AwsFailure {
  return '$metadata' in error;
}
