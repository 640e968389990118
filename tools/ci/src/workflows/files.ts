import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkflowFile } from './workflow';

/** The repository's workflows, and the actions that they share. */
export function workflowFiles(root: string): WorkflowFile[] {
  const workflows = list(root, '.github/workflows').filter((file) => /\.ya?ml$/.test(file));
  const actions = list(root, '.github/actions').map((folder) => `${folder}/action.yml`);
  return [...workflows, ...actions].map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));
}

function list(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder))
    .sort()
    .map((name) => `${folder}/${name}`);
}
