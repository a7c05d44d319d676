/** The newest of each line of Node that is supported, and the oldest of all, by its name below tools/toolchain/. */
export const nodeLines: Readonly<Record<string, string>> = {
  'node-22-floor': 'node-22-floor',
  'node-22': 'node-22',
  'node-24': 'node-24',
  'node-26': 'node',
};
