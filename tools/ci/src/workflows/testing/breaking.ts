import type { WorkflowFile } from '../workflow';

/** Gives a workflow with one place of it changed; the place must be there. */
export function breaking(files: readonly WorkflowFile[]) {
  return (name: string, before: string | RegExp, after: string): WorkflowFile => {
    const { text, file } = files.find((each) => each.file.endsWith(name))!;
    const changed = text.replace(before, after);
    if (changed === text) throw new Error(`${name} does not hold ${before}`);
    return { file, text: changed };
  };
}
