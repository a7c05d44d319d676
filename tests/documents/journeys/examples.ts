import { root } from '../shell-blocks.ts';
import type { Journey, Step } from './journey.ts';
import { copy, password, sandboxHasStarted, startsSandbox } from './journey.ts';

/** The first lines of a block, which prepare a clone for an example. */
const inAClone = (name: string): NonNullable<Step['without']> => ({
  lines: [
    'node tools/run.mjs --install',
    `node tools/run.mjs turbo run build --filter="@turbosmtp-auth/example-${name}^..."`,
  ],
  reason: 'They install and build this repository, which other tests use meanwhile.',
});

export const examples: readonly Journey[] = [
  {
    what: 'the browser extension in a clone',
    steps: [
      { also: `cd '${root}'` },
      startsSandbox('examples/browser-extension/README.md', 'cd examples/browser-extension'),
    ],
  },
  {
    what: 'the Deno script in a clone',
    steps: [
      { also: `cd '${root}'` },
      {
        block: 'examples/deno-script/README.md: node tools/run.mjs --install',
        without: inAClone('deno-script'),
        replace: ({ ports }) => ({ '8025': `${ports[0]}` }),
        prompt: (printed) => sandboxHasStarted(printed) && printed.err.includes('Password of'),
        input: `${password}\n`,
        says: /The password was changed\./,
      },
    ],
  },
  {
    what: 'the Node service in a clone',
    steps: [
      { also: `cd '${root}'` },
      {
        block: 'examples/node-service/README.md: node tools/run.mjs --install',
        without: inAClone('node-service'),
        replace: ({ ports, home }) => ({
          '8025': `${ports[0]}`,
          '8080': `${ports[1]}`,
          'npm start': `PORT=${ports[1]} npm start`,
          '/tmp/turbosmtp-password': `${home}/turbosmtp-password`,
        }),
        prints: /\{"count":0,"results":\[\]\}/,
      },
    ],
  },
  {
    what: 'the Node service in a project of its own',
    steps: [
      {
        prepare: copy('examples/node-service', '.', ['src', 'package.json', 'tsconfig.json']),
        block: 'examples/node-service/README.md: npm pkg delete scripts.test dependencies devDependencies',
        prints: /added \d+ packages/,
      },
      { also: 'npm pkg get name', prints: /^"sends"\n$/ },
    ],
  },
];
