/** What a person who opens the folder wants to know. */
export function readme(name: string): string {
  return `# ${name}

The ${name} environment: \`src/main.ts\` is where it starts, \`src/config.ts\` has the values.

\`\`\`
npx nx run ${name}:plan      # against the account of your AWS credentials
npx nx run ${name}:deploy    # shows the plan, and asks
\`\`\`
`;
}
