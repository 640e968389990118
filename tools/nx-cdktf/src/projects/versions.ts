/** What a workspace gets that does not have it yet. */
export const VERSIONS = {
  cdktf: '0.21.0',
  constructs: '10.8.1',
  '@cdktf/provider-aws': '20.1.0',
  typescript: '6.0.3',
  '@types/node': '20.19.43',
  jest: '30.5.2',
  '@types/jest': '30.0.0',
  '@swc/core': '1.16.18',
  '@swc/jest': '0.2.39',
} as const;
