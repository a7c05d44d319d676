import { account, type Shell } from '../shell.ts';
import type { Journey, Step } from './journey.ts';
import { copy, password, programOf } from './journey.ts';

/** A program of a document, in the file that its block runs. It names no service, and means the live one. */
const writeMain = (document: string, contained: string) => (shell: Shell) =>
  shell.write({
    'main.ts': programOf(document, contained).replace(
      'createClient({',
      `createClient({ baseUrl: '${shell.server.baseUrl}',`,
    ),
  });

const script = 'examples/deno-script/README.md';
/** The script takes its service as an argument. */
const withBaseUrl: Step['replace'] = ({ server }) => ({
  'src/main.ts': `src/main.ts --base-url=${server.baseUrl}`,
});
/** The account has its first password again. */
const reset: Step['prepare'] = async ({ sandbox }) => sandbox.reset();

const added = /^Add jsr:@turbosmtp-auth\/deno@/m;

export const deno: readonly Journey[] = [
  {
    what: 'the programs for Deno',
    steps: [
      { block: 'packages/deno/README.md: deno add jsr:@turbosmtp-auth/deno', says: added },
      {
        prepare: writeMain('packages/deno/README.md', 'logs in by itself'),
        block:
          'packages/deno/README.md: deno run --allow-net=pro.api.serversmtp.com --allow-env=TURBOSMTP_PASSWORD main.ts',
        env: { TURBOSMTP_EMAIL: account.email, TURBOSMTP_PASSWORD: account.password },
        prints: /^\{ count: 0, results: \[\] \}\n$/,
      },
      {
        prepare: writeMain('docs/quickstarts.md', '@turbosmtp-auth/deno'),
        block:
          'docs/quickstarts.md: deno run --allow-net=pro.api.serversmtp.com --allow-env=TURBOSMTP_EMAIL,TURBOSMTP_PASSWORD main.ts',
        prints: /^\{ count: 0, results: \[\] \}\n$/,
      },
    ],
  },
  {
    what: 'the Deno script in a project of its own',
    steps: [
      {
        prepare: copy('examples/deno-script', '.', ['src']),
        block: `${script}: deno add jsr:@turbosmtp-auth/deno`,
        replace: withBaseUrl,
        input: `${password}\n`,
        prints: /^\S{20}\n$/,
        says: added,
      },
      {
        prepare: reset,
        block: `${script}: deno run --allow-net=pro.api.serversmtp.com src/main.ts ada@example.com`,
        replace: withBaseUrl,
        input: `${password}\n`,
        prints: /^\S{20}\n$/,
        says: /The password was changed\./,
      },
      {
        prepare: reset,
        block: `${script}: printf '%s\\n\\n' "$OLD" | deno run --allow-net=pro.api.serversmtp.com src/main.ts ada@example.com > new-password`,
        replace: withBaseUrl,
        env: { OLD: account.password },
        prints: /^$/,
      },
      { also: 'cat new-password', prints: /^\S{20}\n$/ },
    ],
  },
];
