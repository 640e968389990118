#!/usr/bin/env node
import { main } from '@restartix/kit';
import { operate } from './operate';

main(operate);
