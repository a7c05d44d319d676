import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { account, mountSecrets, startApi, startService } from './start-service.ts';

const folder = join(import.meta.dirname, '..');

/** A copy of what README.md says to take, outside the repository, with what is installed for it. */
async function takeAway(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'own-project-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true, maxRetries: 10 }));
  for (const part of ['src', 'package.json', 'tsconfig.json'])
    await cp(join(folder, part), join(directory, part), { recursive: true });
  await symlink(join(folder, 'node_modules'), join(directory, 'node_modules'), 'junction');
  return directory;
}

test('a copy in a project of its own has its types checked by the TypeScript that it installs', async () => {
  const directory = await takeAway();
  const { scripts, devDependencies } = JSON.parse(await readFile(join(directory, 'package.json'), 'utf8'));
  expect(scripts).toMatchObject({ typecheck: 'tsc -p .' });
  expect(devDependencies).toHaveProperty('typescript');
  const tsc = join(directory, 'node_modules/typescript/bin/tsc');
  const check = () => spawnSync(process.execPath, [tsc, '-p', '.'], { cwd: directory, encoding: 'utf8' });
  expect(check()).toMatchObject({ status: 0, stdout: '', stderr: '' });
  await writeFile(join(directory, 'src/wrong.ts'), "export const port: number = 'eighty';\n");
  expect(check().stdout).toContain('src/wrong.ts(1,14)');
});

test('a copy in a project of its own serves', async () => {
  const { baseUrl } = await startApi();
  const secrets = await mountSecrets({ password: account.password });
  const service = await startService(
    { TURBOSMTP_BASE_URL: baseUrl, TURBOSMTP_PASSWORD_FILE: join(secrets, 'password') },
    await takeAway(),
  );
  expect((await fetch(`${service.url}/sends`)).status).toBe(200);
});
