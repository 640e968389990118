import { checkValues } from '@restartix/core';
import { PLATFORM_CONFIG } from './generated-inputs';
import type { PlatformConfig } from './platform.config';
import { checkServices } from './services.checks';

/** @throws ConfigError that lists the keys that an environment does not have, and values of another type. */
export function checkPlatform(id: string, config: PlatformConfig): void {
  checkValues('platform', id, config, {
    inputs: PLATFORM_CONFIG,
    text: ['env.allow[].reason'],
    empty: ['domain.suffix'],
    nullable: ['schedules.*', 'email.bounceWebhookUrl', 'network.natInstance.maxLifetimeDays'],
  });
  checkServices(id);
}
