#!/usr/bin/env node
import { main } from '@restartix/kit';
import { operationsProgram } from './operate';

main(operationsProgram());
