import { account } from '../shell.ts';
import type { Journey } from './journey.ts';
import { password } from './journey.ts';

/** Says which of the variables that `exec` sets a program has. */
const showVariables = `const names = Object.keys(process.env).filter((name) => /^TURBOSMTP_(AUTH_KEY$|CONSUMER)/.test(name));
console.log(names.sort().join(' '));
`;

export const commandLine: readonly Journey[] = [
  {
    what: 'the page about the command line',
    steps: [
      {
        block: 'docs/cli.md: npm install --global @turbosmtp-auth/node',
        env: {
          TURBOSMTP_EMAIL: account.email,
          TURBOSMTP_AUTH_STORE_KEY: Buffer.alloc(32, 7).toString('base64url'),
        },
        input: password,
        prints: /\nSigned in as ada@example\.com .*\n\{"count":0,"results":\[\]\}$/,
      },
      { also: 'test -f "$(npm root --global)/@turbosmtp-auth/node/man/turbosmtp-auth.1"' },
      { also: 'turbosmtp-auth consumer-keys create --permission SEND_API --permission APIS --save' },
      {
        prepare: (shell) => shell.write({ 'report.js': showVariables, 'send.js': showVariables }),
        block: 'docs/cli.md: turbosmtp-auth exec -- node report.js',
        prints: /^TURBOSMTP_AUTH_KEY\nTURBOSMTP_CONSUMER_KEY TURBOSMTP_CONSUMER_SECRET\n$/,
      },
      {
        block: 'docs/cli.md: turbosmtp-auth exec --ephemeral --permission SEND_API -- node send.js',
        prints: /^TURBOSMTP_CONSUMER_KEY TURBOSMTP_CONSUMER_SECRET\n$/,
      },
      {
        block: 'docs/cli.md: turbosmtp-auth api /analytics --query limit=10 --query from=2026-01-01',
        prints: /^\{"count":0,"results":\[\]\}\{"message":"success".*\}\{"message":"OK","mid":\d+\}$/,
      },
      { also: 'unset TURBOSMTP_AUTH_STORE_KEY' },
      { block: 'docs/cli.md: turbosmtp-auth init >> ~/.profile', prints: /^$/ },
      { also: '. ~/.profile; cat "$TURBOSMTP_AUTH_STORE_KEY_FILE"', prints: /^[\w-]{43}\n$/ },
    ],
  },
];
