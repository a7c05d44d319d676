import { join } from 'node:path';
import { secretServiceAvailable, startSecretService } from '../../tools/secret-service.ts';
import { lastLineOf } from './expect-printed.ts';
import { MissingError } from './row.ts';
import { runProgram } from './run-program.ts';

/** Runs what is made of `programs/keychain.mjs` beside a real keychain, and answers what it says. */
export async function withKeychain(command: readonly string[], cwd: string): Promise<unknown> {
  if (!secretServiceAvailable()) throw new MissingError('there is no GNOME Keyring: see above how to get it');
  await using service = await startSecretService();
  const env = { ...service.environment, TURBOSMTP_AUTH_KEYCHAIN: '', STARTS: join(cwd, 'starts') };
  return lastLineOf(await runProgram(command, { cwd, env }));
}
