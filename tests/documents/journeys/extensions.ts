import { readDocument } from '../shell-blocks.ts';
import type { Journey } from './journey.ts';
import { copy, startsSandbox } from './journey.ts';

const page = 'docs/extensions.md';
const example = 'examples/browser-extension/README.md';

/** The files that the page shows, whose names are on their first lines. */
const filesOfThePage = (): Record<string, string> =>
  Object.fromEntries(
    [...readDocument(page).matchAll(/```\w+\n(?:\/\/|<!--) ([\w./-]+)(?: -->)?\n(.*?)```/gs)].map(
      ([, name = '', text = '']) => [`sign-in/${name}`, text],
    ),
  );

export const extensions: readonly Journey[] = [
  {
    // In one journey, since both install the same.
    what: 'the page about extensions, and the example in a project of its own',
    steps: [
      { block: `${page}: mkdir sign-in && cd sign-in`, prints: /added \d+ packages/ },
      { prepare: (shell) => shell.write(filesOfThePage()) },
      startsSandbox(
        page,
        'npx --no -- turbosmtp-sandbox --port 8025 --account ada@example.com:Correct-Horse-9',
      ),
      { block: `${page}: npx wxt build --mode sandbox` },
      { also: 'cat .output/chrome-mv3-sandbox/manifest.json', prints: /http:\/\/127\.0\.0\.1\/\*/ },
      { also: 'mkdir ../own && mv node_modules ../own && cd ../own' },
      {
        prepare: copy('examples/browser-extension', 'own', [
          'src',
          'public',
          'review',
          'wxt.config.ts',
          'package.json',
          'tsconfig.json',
        ]),
        block: `${example}: npm pkg delete scripts.test dependencies devDependencies`,
        prints: /\bstorage\b/,
      },
      { also: 'npm pkg get name', prints: /^"my-extension"\n$/ },
      { block: `${example}: npm run review`, prints: /https:\/\/pro\.api\.serversmtp\.com/ },
    ],
  },
];
