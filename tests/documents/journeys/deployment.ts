import { systemdAnalyzeAvailable } from '../../../tools/systemd.ts';
import { account } from '../shell.ts';
import type { Journey } from './journey.ts';

const decrypt = (name: string): string =>
  `systemd-creds decrypt --name=${name} "$HOME/etc/credstore.encrypted/${name}" -`;

export const deployment: readonly Journey[] = [
  {
    what: 'the credentials of a unit of systemd',
    possible: systemdAnalyzeAvailable,
    steps: [
      // The machine's own secret belongs to root.
      { also: 'export SYSTEMD_CREDENTIAL_SECRET="$HOME/credential.secret"' },
      {
        block: 'docs/deployment.md: install --directory --mode=0700 /etc/credstore.encrypted',
        replace: ({ home }) => ({
          '/etc/': `${home}/etc/`,
          'systemd-ask-password -n': `printf '${account.password}'`, // which asks only on a terminal
        }),
      },
      { also: decrypt('turbosmtp-password'), prints: new RegExp(`^${account.password}$`) },
      { also: decrypt('turbosmtp-auth-store-key'), prints: /^[\w-]{43}\n$/ },
    ],
  },
  {
    what: 'the sealing keys that documents tell to make',
    steps: ['docs/deployment.md', 'docs/storage.md'].map((document) => ({
      block: `${document}: node -p "crypto.randomBytes(32).toString('base64url')"`,
      prints: /^[\w-]{43}\n$/,
    })),
  },
];
