import { synthesize } from '@restartix/core';
import { config } from './config';
import { ProductionStack } from './production.stack';

synthesize((app) => new ProductionStack(app, config));
