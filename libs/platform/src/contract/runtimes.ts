import type { ContainerConfig } from '@restartix/ecs-service';
import { SERVICES } from '../services';
import { isService, type Application } from './applications';

/** How a process runs, besides its variables. */
export interface Runtime {
  readonly name: 'Go' | 'Next.js';
  /** `uid:gid`; never root. */
  readonly user: string;
  /** The folders that can be written: volumes of the task, which are empty when it starts. */
  readonly writablePaths: readonly string[];
  /** Seconds between SIGTERM and SIGKILL. */
  readonly stopTimeoutSeconds: number;
}

const GO: Runtime = {
  name: 'Go',
  // `nonroot` of the distroless images: https://github.com/GoogleContainerTools/distroless/blob/main/base/base.bzl
  user: '65532:65532',
  // Uploads of more than a few MiB are spooled there: https://pkg.go.dev/mime/multipart#Reader.ReadForm
  writablePaths: ['/tmp'],
  stopTimeoutSeconds: 30,
};

const NEXT_JS: Runtime = {
  name: 'Next.js',
  // `nextjs:nodejs` of the example: https://github.com/vercel/next.js/blob/canary/examples/with-docker/Dockerfile
  user: '1001:1001',
  // The cache of pages and images: https://nextjs.org/docs/app/guides/self-hosting#caching-and-isr
  writablePaths: ['/tmp', '/app/.next/cache'],
  stopTimeoutSeconds: 30,
};

/** How an application's process runs. */
export function runtimeOf(application: Application): Runtime {
  return isService(application) && SERVICES[application].frontend ? NEXT_JS : GO;
}

/**
 * The runtime as a container takes it. The session agent of ECS Exec needs a writable root filesystem.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
export function processOf(
  application: Application,
  exec = false,
): Required<Pick<ContainerConfig, 'user' | 'rootFilesystem' | 'stopTimeoutSeconds'>> {
  const { user, writablePaths, stopTimeoutSeconds } = runtimeOf(application);
  return { user, rootFilesystem: exec ? 'writable' : { writablePaths }, stopTimeoutSeconds };
}
