import { synthesize } from '@restartix/core';
import { PlatformStack } from '@restartix/platform';
import { config } from './config';
import { Database } from './database';

synthesize((app) => new PlatformStack(app, config, Database));
