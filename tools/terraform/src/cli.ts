#!/usr/bin/env node
import { main } from './cli/main';

// Whoever reads our output may end before us: that must not end a run of Terraform.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

main(process.argv.slice(2)).then((code) => (process.exitCode = code));
