#!/usr/bin/env node
import { main } from '@restartix/kit';
import { run } from './cli/run';

main(run);
