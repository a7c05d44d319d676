import { account } from '../shell.ts';
import type { Journey } from './journey.ts';
import { password, programOf } from './journey.ts';

const key = '0123456789abcdef0123456789abcdef';
const SECRET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

export const sending: readonly Journey[] = [
  {
    what: 'the page about sending, without an account',
    steps: [
      {
        block:
          'docs/sending.md: npx -p @turbosmtp-auth/sandbox turbosmtp-sandbox --account ada@example.com:Correct-Horse-9',
        runs: true,
        prints: /^http:\/\/127\.0\.0\.1:\d+\/api\/v2\n$/,
        replace: ({ ports }) => ({ 'turbosmtp-sandbox ': `turbosmtp-sandbox --port ${ports[0]} ` }),
      },
      {
        block: 'docs/sending.md: export TURBOSMTP_BASE_URL=http://127.0.0.1:8025/api/v2',
        replace: ({ ports }) => ({ ':8025/': `:${ports[0]}/` }),
      },
      { block: 'docs/sending.md: npm install @turbosmtp-auth/node', prints: /added \d+ packages/ },
      {
        block: 'docs/sending.md: npx --no -- turbosmtp-auth init >> ~/.profile && . ~/.profile',
        prints: /^$/,
      },
      {
        block: 'docs/sending.md: npx --no -- turbosmtp-auth login --email ada@example.com',
        input: password,
        prints: /^Signed in as ada@example\.com/,
      },
      { prepare: (shell) => shell.write({ 'send.mjs': programOf('docs/sending.md', "'Sent:'") }) },
      { also: 'node send.mjs', prints: /^Sent: \d{16,}\n$/ },
      {
        also: 'curl --fail --silent "$(echo "$TURBOSMTP_BASE_URL" | sed s,/api/v2,/_sandbox/outbox,)"',
        prints: /Your order/,
      },
      {
        prepare: async ({ ports }) => {
          const body = JSON.stringify({ account: account.email, key, secret: SECRET });
          await fetch(`http://127.0.0.1:${ports[0]}/_sandbox/consumers`, { method: 'POST', body });
        },
        block: `docs/sending.md: npx --no -- turbosmtp-auth consumer-keys save ${key}`,
        env: { TURBOSMTP_PROFILE: 'asked' },
        input: `${SECRET}\n`,
        prints: new RegExp(key),
      },
      {
        block: `docs/sending.md: printf '%s\\n' "$SECRET" | npx --no -- turbosmtp-auth consumer-keys save ${key}`,
        env: { TURBOSMTP_PROFILE: 'script', SECRET },
        prints: new RegExp(key),
      },
    ],
  },
];
