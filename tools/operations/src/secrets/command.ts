import { SHARED_OPTIONS, ToolError } from '@restartix/kit';
import { defineCommand } from '../command';
import { linesOf } from '../finding';
import { STANDARD_INPUT } from './input';
import { secretFindings } from './list';
import { setSecret } from './set';

/** Exits with 1 when a secret lacks something that a task reads. */
export const secrets = defineCommand({
  name: 'secrets',
  summary: 'Says which secrets lack a value; `set <name>` writes one from a prompt or standard input.',
  line: (command) =>
    command
      .argument('[words...]', 'set <name>')
      .option('--restart', 'restarts the services that read it')
      .option(...SHARED_OPTIONS.json),
  run: async (context, { restart = false, json }, [verb, name, ...rest]) => {
    if (verb === 'set' && name !== undefined && rest.length === 0) {
      await setSecret(context, name, { input: STANDARD_INPUT, restart });
      return 0;
    }
    if (verb !== undefined)
      throw new ToolError(
        verb === 'set' && name !== undefined
          ? 'Values are not read from arguments, which the shell keeps and the list of processes shows.'
          : `Unknown word "${verb}".`,
        'Give values on standard input, or answer the prompts. Usage: secrets <env> set <name> [--restart]',
      );
    const found = await secretFindings(context);
    const lacking = found.filter(({ level }) => level === 'missing').length;
    if (json) context.print(JSON.stringify(found, null, 2));
    else {
      for (const line of found.flatMap(linesOf)) context.print(line);
      context.print(
        found.length === 0
          ? `${context.env}: no secrets yet. Next: ${context.nx('deploy')}`
          : `${context.env}: ${lacking} of ${found.length} secrets lack a value`,
      );
    }
    return lacking > 0 ? 1 : 0;
  },
});
