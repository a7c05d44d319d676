// A copy of the working tree, with a history of its own and a remote that is a folder: what a rehearsal may change.
import { execFile } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../toolchain.mjs';

const execute = promisify(execFile);
const maxBuffer = 64 * 1024 * 1024;

/** Makes it. `run` runs a program there, for at most five minutes, and rejects with what it printed if it fails. */
export async function createScratch() {
  const directory = mkdtempSync(join(tmpdir(), 'turbosmtp-auth-release-'));
  const tree = join(directory, 'tree');
  mkdirSync(tree);

  async function run(program, args, { env = process.env, cwd = tree } = {}) {
    const options = { cwd, env, maxBuffer, timeout: 300_000 };
    return execute(program, args, options).catch(({ stdout = '', stderr = '', code, message }) => {
      throw Object.assign(new Error(`${program} ${args.join(' ')} failed`), {
        status: code,
        printed: `${stdout}${stderr}` || message,
      });
    });
  }

  const { stdout } = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
  });
  for (const file of stdout.split('\0').filter((each) => each && existsSync(join(root, each)))) {
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    cpSync(join(root, file), join(tree, file), { verbatimSymlinks: true });
  }
  // The pinned programs are the same, so they are not fetched again.
  if (existsSync(join(root, '.toolchain'))) symlinkSync(join(root, '.toolchain'), join(tree, '.toolchain'));

  // Else pnpm installs before it runs a script, once a manifest has changed: from the registry on loopback, by then.
  appendFileSync(join(tree, 'pnpm-workspace.yaml'), 'verifyDepsBeforeRun: false\n');

  const git = (...args) =>
    run('git', ['-c', 'user.name=rehearsal', '-c', 'user.email=rehearsal@example.com', ...args]);
  await run('git', ['init', '--quiet', '--bare', '--initial-branch=main', join(directory, 'origin')]);
  await git('init', '--quiet', '--initial-branch=main');
  await git('remote', 'add', 'origin', join(directory, 'origin'));

  return {
    directory,
    tree,
    run,
    git,
    /** Commits what changed, and pushes it. */
    async commit(message) {
      await git('add', '--all', '--', '.', ':!.toolchain');
      await git('commit', '--quiet', `--message=${message}`);
      await git('push', '--quiet', 'origin', 'main');
    },
    remove: () => rmSync(directory, { recursive: true, force: true, maxRetries: 3 }),
  };
}
