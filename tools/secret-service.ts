// A real Secret Service for tests: GNOME Keyring on a D-Bus session bus of its own, with a home of its own.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const programs = ['gnome-keyring-daemon', 'dbus-daemon', 'dbus-send'] as const;

/** The path of GNOME Keyring, where all that a private one needs is there. */
export function secretServiceExecutable(): string | undefined {
  const { PATH = '' }: Partial<Record<string, string>> = process.env;
  const find = (name: string): string | undefined =>
    PATH.split(delimiter)
      .map((directory) => join(directory, name))
      .find((path) => existsSync(path));
  const [daemon, ...others] = programs.map(find);
  return others.every(Boolean) ? daemon : undefined;
}

/**
 * Whether there is a keychain to test with. Where there is none on Linux it says so and how to get one; in CI it throws,
 * since there a test that does not run is a failure.
 */
export function secretServiceAvailable(): boolean {
  if (process.platform !== 'linux') return false; // the keychains of other systems are the user's own
  if (secretServiceExecutable()) return true;
  const remedy = 'Install dbus and gnome-keyring (Debian, Ubuntu: apt-get install dbus gnome-keyring).';
  if (process.env['CI'] && process.env['CI'] !== 'false')
    throw new Error(`There is no Secret Service. ${remedy}`);
  console.warn(`\n!!! GNOME KEYRING IS MISSING: nothing is tested with a real keychain. ${remedy} !!!\n`);
  return false;
}

/** Disposing it ends it. */
export interface SecretService extends AsyncDisposable {
  /** What a program needs in its environment in order to find it, and a home where nothing else is. */
  readonly environment: Readonly<Record<string, string>>;
  /** What happens to prompts: `dismiss` is what a machine without a display does; to `ignore` is to let them wait. */
  prompts(answer: 'dismiss' | 'ignore'): Promise<void>;
  lock(): void;
  /** Ends GNOME Keyring and starts it again, unlocked. */
  restart(): Promise<void>;
  /** Stops GNOME Keyring where it is, and lets it go on. */
  freeze(): void;
  thaw(): void;
  close(): Promise<void>;
}

const busConfiguration = (directory: string): string => `<busconfig>
  <type>session</type>
  <listen>unix:path=${directory}/bus</listen>
  <auth>EXTERNAL</auth>
  <servicedir>${directory}/services</servicedir>
  <policy context="default">
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;

const service = (name: string, command: string): string => `[D-BUS Service]\nName=${name}\nExec=${command}\n`;

/**
 * Starts a session bus with GNOME Keyring on it, unlocked and empty; or as it is before a user's first login, without any
 * keyring; or with no one on the bus.
 */
export async function startSecretService(
  state: 'unlocked' | 'without keyring' | 'absent' = 'unlocked',
): Promise<SecretService> {
  const directory = await mkdtemp(join(tmpdir(), 'secrets-'));
  const prompter = join(directory, 'prompter');
  for (const name of ['services', 'home', 'run']) await mkdir(join(directory, name), { mode: 0o700 });
  await writeFile(join(directory, 'bus.conf'), busConfiguration(directory));
  await writeFile(
    join(directory, 'services', 'prompter.service'),
    service('org.gnome.keyring.SystemPrompter', `/bin/sh ${prompter}`),
  );
  const environment = {
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${directory}/bus`,
    XDG_RUNTIME_DIR: join(directory, 'run'),
    HOME: join(directory, 'home'),
  };
  const options = { env: { PATH: process.env['PATH'] ?? '', ...environment } };

  const bus = spawn(
    'dbus-daemon',
    ['--nofork', '--nopidfile', '--print-address=1', `--config-file=${directory}/bus.conf`],
    { ...options, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  // Its socket is there before anybody listens on it; it prints the address once somebody does.
  let listens = false;
  bus.stdout.once('data', () => {
    listens = true;
  });
  await until(() => listens, bus);

  const call = (destination: string, path: string, method: string, ...parameters: string[]): string =>
    execFileSync(
      'dbus-send',
      ['--session', '--print-reply', `--dest=${destination}`, path, method, ...parameters],
      { ...options, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    );
  const owned = (): boolean =>
    call(
      'org.freedesktop.DBus',
      '/',
      'org.freedesktop.DBus.NameHasOwner',
      'string:org.freedesktop.secrets',
    ).includes('true');

  let keyring: ChildProcess | undefined;
  const stopKeyring = async (): Promise<void> => {
    if (keyring?.exitCode !== null || keyring.signalCode !== null) return;
    const exit = once(keyring, 'exit');
    keyring.kill('SIGKILL'); // which also ends one that is frozen
    await exit;
  };
  const startKeyring = async (): Promise<void> => {
    await stopKeyring();
    await until(() => !owned(), bus);
    const unlock = state === 'without keyring' ? [] : ['--unlock'];
    keyring = spawn('gnome-keyring-daemon', ['--foreground', ...unlock, '--components=secrets'], {
      ...options,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    // Without a byte there would be no keyring that can be written to.
    keyring.stdin?.end('test');
    await until(owned, keyring);
  };

  const close = async (): Promise<void> => {
    await stopKeyring();
    const exit = once(bus, 'exit');
    bus.kill('SIGKILL');
    await exit;
    await endPrompts(directory);
    await rm(directory, { recursive: true, force: true, maxRetries: 10 });
  };

  const started: SecretService = {
    environment,
    prompts: async (answer) => {
      await endPrompts(directory);
      const script = answer === 'dismiss' ? 'exit 1' : `echo $$ > ${directory}/prompting; exec sleep 60`;
      await writeFile(prompter, `${script}\n`);
    },
    lock: () => {
      const at = '/org/freedesktop/secrets';
      const all = `array:objpath:${at}/collection/login`;
      call('org.freedesktop.secrets', at, 'org.freedesktop.Secret.Service.Lock', all);
    },
    restart: startKeyring,
    freeze: () => void keyring?.kill('SIGSTOP'),
    thaw: () => void keyring?.kill('SIGCONT'),
    close,
    [Symbol.asyncDispose]: close,
  };
  try {
    await started.prompts('dismiss');
    if (state !== 'absent') await startKeyring();
    return started;
  } catch (error) {
    await close();
    throw error;
  }
}

/** A prompt that waits, if there is one. */
async function endPrompts(directory: string): Promise<void> {
  const file = join(directory, 'prompting');
  const pid = Number(await readFile(file, 'utf8').catch(() => ''));
  if (!pid) return;
  await rm(file);
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it ended by itself
  }
}

async function until(isSo: () => boolean, process: ChildProcess): Promise<void> {
  for (let tries = 0; !isSo(); tries++) {
    if (process.exitCode !== null || tries > 500)
      throw new Error(`${process.spawnfile} did not start or stop`);
    await sleep(20);
  }
}
