#!/usr/bin/env node
import { main } from '@restartix/kit';
import { ciProgram } from './program';

main(ciProgram());
