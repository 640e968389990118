import { synthesize } from '@restartix/core';
import { config } from './config';
import { StagingStack } from './staging.stack';

synthesize((app) => new StagingStack(app, config));
