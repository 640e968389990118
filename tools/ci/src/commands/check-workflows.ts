import type { Command } from '../command';
import { actionlint } from '../workflows/actionlint';
import { workflowFiles } from '../workflows/files';
import { workflowProblems } from '../workflows/rules';

/** actionlint, and this repository's own rules, over all workflows. */
export const checkWorkflows: Command = async (_, { root }) => {
  const files = workflowFiles(root);
  const problems = [...files.flatMap(workflowProblems), actionlint(root)].filter((problem) => problem !== '');
  for (const problem of problems) console.error(problem);
  console.log(`${files.length} workflow files, ${problems.length === 0 ? 'nothing wrong' : 'see above'}`);
  return problems.length === 0 ? 0 : 1;
};
