// The project of a row: a few files beside what is installed, and a program that does in short what `programs/service.mjs` does.
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Place } from './row.ts';

/** Writes files into the row's folder, beside a link to what is installed. */
export async function write(
  { directory, project }: Place,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  await mkdir(directory, { recursive: true });
  await symlink(join(project, 'node_modules'), join(directory, 'node_modules'), 'junction').catch((error) => {
    if (error.code !== 'EEXIST') throw error;
  });
  for (const [file, text] of Object.entries(files)) await writeFile(join(directory, file), text);
}

export const manifest = (type: 'module' | 'commonjs'): Readonly<Record<string, string>> => ({
  'package.json': JSON.stringify({ private: true, type }),
});

/** What each program does once it has the three functions that it imports. */
export const serve: string = `
const ada = { email: 'ada@example.com', password: 'Correct-Horse-9' };
async function serve() {
  const sandbox = createSandbox({ accounts: [ada] });
  const keyStore = memoryKeyStore();
  const start = () => createClient({ fetch: sandbox.fetch, clock: sandbox.clock, keyStore });
  const first = start();
  const { account } = await first.login(ada);
  await first.close();
  const second = start();
  const kept = (await second.session())?.account;
  const { status } = await second.fetch('/analytics?limit=1');
  const { revoked } = await second.logout();
  await second.close();
  const logins = sandbox.requests.list().filter(({ path }) => path.endsWith('/authorize')).length;
  return { signedIn: account, kept, status, revoked, logins };
}
`;
export const printServed: string = `${serve}
serve().then((served) => console.log(JSON.stringify(served)));
`;
export const names = (adapter: string): readonly (readonly [string, string])[] => [
  ['createClient, memoryKeyStore', `@turbosmtp-auth/${adapter}`],
  ['createSandbox', '@turbosmtp-auth/sandbox'],
];
export const imports = (adapter = 'node'): string =>
  names(adapter)
    .map(([what, from]) => `import { ${what} } from '${from}';\n`)
    .join('');
export const requires = (adapter = 'node'): string =>
  names(adapter)
    .map(([what, from]) => `const { ${what} } = require('${from}');\n`)
    .join('');
