/** `npm run release:pack`, `npm run release [-- --dry-run]`. */
import { parseArgs } from 'node:util';
import { destination } from './destination';
import { ReleaseError } from './errors';
import { PACKED } from './manifest';
import { pack } from './pack';
import { publicPackages } from './packages';
import { publish } from './publish';
import { NpmRegistry } from './registry';
import { sizes } from './sizes';

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { 'dry-run': { type: 'boolean', default: false } },
  });
  const root = process.cwd();
  if (positionals[0] === 'pack') {
    const { packages } = await pack(root);
    console.log(`${sizes(packages)}\n${packages.length} packages in ${PACKED}`);
    return;
  }
  const [scope = ''] = publicPackages(root)[0]?.name.split('/') ?? [];
  const registry = new NpmRegistry(await destination(root, scope, process.env), process.env);
  try {
    await publish({ root, registry, dryRun: values['dry-run'], say: (line) => console.log(line) });
  } finally {
    registry.close();
  }
}

main().catch((error: unknown) => {
  if (!(error instanceof ReleaseError)) throw error;
  console.error(`\n${error.what}\n${error.mend}`);
  process.exitCode = 1;
});
