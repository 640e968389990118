#!/usr/bin/env node
import { main } from '@restartix/kit';
import { terraformProgram } from './cli/run';

main(terraformProgram());
