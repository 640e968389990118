import { synthesize } from '@restartix/core';
import { BootstrapStack } from '@restartix/platform';
import { config } from './config';

synthesize((app) => new BootstrapStack(app, config));
