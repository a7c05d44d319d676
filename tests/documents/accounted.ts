// The shell blocks that `journeys/` does not run.

/** Another test runs the block. */
export interface RunElsewhere {
  readonly test: string;
  /** How that test finds the block, or what it runs of the block: each is in its text. */
  readonly quotes: readonly string[];
}

export const elsewhere: Readonly<Record<string, RunElsewhere>> = {
  'docs/deployment.md: set -eu': {
    test: 'packages/node/test/cli/documented.test.ts',
    quotes: ["documented('deployment.md', 'CI')", "spawn('sh', ['-c', script]"],
  },
  'examples/deno-script/README.md: deno compile --allow-net=pro.api.serversmtp.com --output change-password src/main.ts':
    {
      test: 'examples/deno-script/test/compile.test.ts',
      quotes: ["'--output', program]", "['compile', ...flags, 'src/main.ts']", 'start(program, ['],
    },
};

const ofNpm = 'It changes what is at npm, for everybody.';

/** No test can run the block: why. Its syntax is checked, and each command, option and file that it names. */
export const cannotRun: Readonly<Record<string, string>> = {
  'README.md: npm test': 'It runs every test, and so itself.',
  'benchmarks/README.md: npm run bench                 # one table':
    'It takes minutes, and needs a machine that does nothing else.',
  'docs/releasing.md: npm login': ofNpm,
  'docs/releasing.md: npm trust github @turbosmtp-auth/core --repo turbosmtp-auth/turbosmtp-auth --file release.yml --env npm --allow-publish':
    ofNpm,
  'docs/releasing.md: npm run release:rehearse':
    'It takes a minute or two. Its parts have tests of their own.',
  'docs/releasing.md: npm view @turbosmtp-auth/core version dist.attestations':
    'npm does not have the package before its first release.',
  'examples/browser-extension/README.md: node tools/run.mjs --install':
    'It installs and builds this repository, which other tests use meanwhile.',
};
