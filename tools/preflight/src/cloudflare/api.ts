/** How Cloudflare is reached. */
export interface CloudflareAccess {
  /** @default 'https://api.cloudflare.com/client/v4' */
  readonly url?: string;
  readonly token: string;
}

export interface CloudflareError {
  readonly code: number;
  readonly message: string;
}

/** What the API answered: the result, or its errors. */
export interface CloudflareAnswer {
  readonly status: number;
  readonly result: unknown;
  readonly errors: readonly CloudflareError[];
}

export interface CloudflareApi {
  get(path: string): Promise<CloudflareAnswer>;
}

const TIMEOUT_MS = 20_000;

export function cloudflareApi({
  url = 'https://api.cloudflare.com/client/v4',
  token,
}: CloudflareAccess): CloudflareApi {
  return {
    get: async (path) => {
      const response = await fetch(`${url}${path}`, {
        headers: { Authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const { result, errors } = (await response.json()) as { result?: unknown; errors?: CloudflareError[] };
      return { status: response.status, result, errors: errors ?? [] };
    },
  };
}
