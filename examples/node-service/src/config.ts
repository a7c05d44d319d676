import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What the service is told by its environment. No secret is in it, only where the secrets are. */
export interface Config {
  readonly host: string;
  readonly port: number;
  readonly baseUrl: string | undefined;
  readonly email: string;
  /** The file that holds the password. */
  readonly passwordFile: string;
  /** Where several instances share one key; without, each machine keeps its own. */
  readonly redisUrl: string | undefined;
}

export function readConfig(env: NodeJS.ProcessEnv): Config {
  const { HOST, PORT, TURBOSMTP_BASE_URL, TURBOSMTP_EMAIL, REDIS_URL } = env;
  const port = Number(PORT || 8080);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error('PORT is no port.');
  if (!TURBOSMTP_EMAIL) throw new Error('TURBOSMTP_EMAIL is missing: the address of the account.');
  return {
    host: HOST || '127.0.0.1',
    port,
    baseUrl: TURBOSMTP_BASE_URL || undefined,
    email: TURBOSMTP_EMAIL,
    passwordFile: passwordFile(env),
    redisUrl: REDIS_URL || undefined,
  };
}

/** The first that is named: by a variable, by systemd, or where Docker mounts secrets. */
function passwordFile({ TURBOSMTP_PASSWORD_FILE, CREDENTIALS_DIRECTORY }: NodeJS.ProcessEnv): string {
  if (TURBOSMTP_PASSWORD_FILE) return TURBOSMTP_PASSWORD_FILE;
  if (CREDENTIALS_DIRECTORY) return join(CREDENTIALS_DIRECTORY, 'turbosmtp-password');
  return '/run/secrets/turbosmtp_password';
}

/**
 * Reads the password once, so that a service with a wrong path or an empty file does not start, instead of starting and never being ready.
 * Each login reads it again.
 */
export async function checkPassword(path: string): Promise<void> {
  const password = await readPassword(path).catch(() => {
    throw new Error(
      `The password cannot be read from ${path}: mount it there, or name its file with TURBOSMTP_PASSWORD_FILE.`,
    );
  });
  if (password === '') throw new Error(`The password file ${path} is empty: write the password to it.`);
}

/** Reads the password as it is now, so that one that was replaced needs no restart. A line end after it is none of it. */
export async function readPassword(path: string): Promise<string> {
  return (await readFile(path, 'utf8')).replace(/\r?\n$/, '');
}
