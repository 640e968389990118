import { filled } from '@restartix/kit';
import { defineCommand } from '../command';

// What they run is loaded when asked for: it brings the compiler and the runner.

export const releasePreview = defineCommand({
  name: 'release-preview',
  summary: 'Says which packages a change would release; fails when one changed without the changeset that it needs.',
  line: (command) =>
    command
      .requiredOption('--base <ref>', 'what the change is compared with', filled)
      .option('--head <ref>', 'default: the working folder'),
  run: async (...given) => (await import('./release-preview.js')).releasePreview(...given),
});

export const rehearse = defineCommand({
  name: 'rehearse-upgrades',
  summary: 'Fails when an upgrade of a library would lose data without an announcement.',
  line: (command) =>
    command
      .option('--from <ref>', 'default: the last release')
      .option('--example <name>', 'one of the examples (default: all)')
      .option('--published <where>', 'tags or registry', 'tags'),
  run: async (...given) => (await import('./rehearse-upgrades.js')).rehearse(...given),
});
