import { defineCommand } from '../command';
import { workflowFiles } from '../workflows/files';
import { lint, LINTERS } from '../workflows/linters';
import { workflowProblems } from '../workflows/rules';

/** actionlint, zizmor and this repository's own rules, over all workflows. */
export const checkWorkflows = defineCommand({
  name: 'check-workflows',
  summary: "Checks the workflows: actionlint, zizmor and this repository's own rules.",
  line: (command) => command,
  run: async ({ root }) => {
    const files = workflowFiles(root);
    const found = [...files.flatMap(workflowProblems), ...LINTERS.map((linter) => lint(linter, root))];
    const problems = found.filter((problem) => problem !== '');
    for (const problem of problems) console.error(problem);
    console.log(`${files.length} workflow files, ${problems.length === 0 ? 'no problems' : 'problems above'}`);
    return problems.length === 0 ? 0 : 1;
  },
});
