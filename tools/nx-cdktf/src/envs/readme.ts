/** What a person who opens the folder wants to know. */
export function readme(name: string): string {
  return `# ${name}

The ${name} environment: \`src/${name}.stack.ts\` says what there is and in which order it is connected, \`src/config.ts\` has the
values.

\`\`\`
npx nx run ${name}:plan      # against the account of your AWS credentials
npx nx run ${name}:deploy    # shows the plan, and asks
\`\`\`
`;
}
