import { synthesize } from '@restartix/core';
import { config } from './config';
import { BootstrapStack } from './bootstrap.stack';

synthesize((app) => new BootstrapStack(app, config));
