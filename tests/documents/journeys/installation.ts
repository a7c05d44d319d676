import type { Journey, Step } from './journey.ts';
import { programOf, startsSandbox } from './journey.ts';

const added = /added \d+ package/;

const exports = (name: string, member: string): Step => ({
  also: `node --input-type=module --eval "import * as all from '@turbosmtp-auth/${name}'; console.log(typeof all.${member})"`,
  prints: /^function\n$/,
});

const npx =
  'npx -p @turbosmtp-auth/sandbox turbosmtp-sandbox --port 8025 --account ada@example.com:Correct-Horse-9';

export const installation: readonly Journey[] = [
  {
    what: 'the first lines of the README',
    steps: [
      { block: 'README.md: npm install @turbosmtp-auth/node @turbosmtp-auth/sandbox', prints: added },
      { prepare: (shell) => shell.write({ 'first.mjs': programOf('README.md', 'createSandbox') }) },
      { also: 'node first.mjs', prints: /^200 \{[\s\S]*persisted: false/ },
    ],
  },
  {
    what: 'the installation of each package',
    steps: [
      { block: 'packages/node/README.md: npm install @turbosmtp-auth/node', prints: added },
      exports('node', 'createClient'),
      { also: 'npx --no -- turbosmtp-auth --help', prints: /^Usage: turbosmtp-auth / },
      { also: 'mkdir ../browser && cd ../browser' },
      { block: 'packages/browser/README.md: npm install @turbosmtp-auth/browser', prints: added },
      exports('browser', 'createClient'),
      { also: 'mkdir ../core && cd ../core' },
      { block: 'packages/core/README.md: npm install @turbosmtp-auth/core', prints: added },
      exports('core', 'createClient'),
      { also: 'mkdir ../sandbox && cd ../sandbox' },
      { block: 'packages/sandbox/README.md: npm install --save-dev @turbosmtp-auth/sandbox', prints: added },
      exports('sandbox', 'createSandbox'),
    ],
  },
  ...['packages/sandbox/README.md', 'docs/quickstarts.md'].map((document) => ({
    what: `the sandbox of ${document}`,
    steps: [startsSandbox(document, npx)],
  })),
];
