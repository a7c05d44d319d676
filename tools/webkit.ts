// A real WebKit for tests: where it is, and how to run one, driven by WebDriver (W3C). Playwright drives only a WebKit of its own making.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

/** The programs that it takes. */
interface Programs {
  /** What speaks WebDriver. */
  readonly driver: string;
  /** The browser that comes with WebKitGTK. */
  readonly browser: string;
  /** A display without a screen; absent: there is a display already. */
  readonly display?: string;
}

const onPath = (name: string): string | undefined =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((directory) => join(directory, name))
    .find((path) => existsSync(path));

/**
 * The first of each: what WEBKIT_DRIVER_PATH and WEBKIT_BROWSER_PATH name, a `WebKitWebDriver` on the PATH, the MiniBrowser of
 * WebKitGTK. Where there is no display, an `Xvfb` on the PATH as well.
 */
export function findWebKit(): Programs | undefined {
  const {
    WEBKIT_DRIVER_PATH,
    WEBKIT_BROWSER_PATH,
    DISPLAY,
    WAYLAND_DISPLAY,
  }: Partial<Record<string, string>> = process.env;
  const driver = WEBKIT_DRIVER_PATH || onPath('WebKitWebDriver');
  const installed = ['/usr/lib/*/webkit2gtk-4.1/MiniBrowser', '/usr/lib*/webkit*gtk-*/MiniBrowser'];
  const browser = WEBKIT_BROWSER_PATH || installed.flatMap((pattern) => globSync(pattern)).at(0);
  if (!driver || !browser) return undefined;
  if (DISPLAY || WAYLAND_DISPLAY) return { driver, browser };
  const display = onPath('Xvfb');
  return display ? { driver, browser, display } : undefined;
}

export interface WebKit {
  readonly version: string;
  /** Opens a page in the one tab, and resolves once it has loaded. */
  open(url: string): Promise<void>;
  /** The value of a promise that an expression is there, as text. A page that never settles it is not waited for longer than `limit` ms. */
  evaluate(expression: string, limit: number): Promise<string>;
  close(): Promise<void>;
}

/** How often a page is asked whether it is done, in ms. No answer of WebDriver is waited for longer than its client lets it be. */
const ASKED_EVERY = 250;

/** How long the programs may take to start, in ms. */
const STARTING = 60_000;

/** A WebKit with a profile of its own, which goes with it. */
export async function launchWebKit({ driver, browser, display }: Programs): Promise<WebKit> {
  const home = await mkdtemp(join(tmpdir(), 'webkit-'));
  const children: ChildProcess[] = [];
  // Whoever drives it may end before it does.
  const kill = (): void => {
    for (const child of children) child.kill('SIGKILL');
  };
  process.once('exit', kill);
  const start = (command: string, args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess => {
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit', 'pipe'], env });
    child.on('error', () => {}); // what waits for it tells
    children.push(child);
    return child;
  };
  const close = async (): Promise<void> => {
    for (const child of children.toReversed()) {
      if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) continue;
      const gone = once(child, 'exit');
      child.kill();
      const tooLate = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await gone;
      clearTimeout(tooLate);
    }
    process.off('exit', kill);
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const env: NodeJS.ProcessEnv = {
      ...process.env,
      HOME: home,
      XDG_CONFIG_HOME: join(home, 'config'),
      XDG_CACHE_HOME: join(home, 'cache'),
      XDG_DATA_HOME: join(home, 'data'),
      GSETTINGS_BACKEND: 'memory',
      NO_AT_BRIDGE: '1', // nothing reads the screen out
    };
    if (display)
      env['DISPLAY'] =
        `:${await displayOf(start(display, ['-displayfd', '3', '-screen', '0', '1024x768x24', '-nolisten', 'tcp'], env))}`;
    const port = await freePort();
    start(driver, [`--port=${port}`, '--host=127.0.0.1'], env);
    const call = callsTo(`http://127.0.0.1:${port}`);
    const options = { binary: browser, args: ['--automation'] };
    const { sessionId, capabilities } = Object(
      await call(
        'POST',
        '/session',
        { capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': options } } },
        STARTING,
      ),
    );
    const at = `/session/${sessionId}`;
    const run = (script: string): Promise<unknown> =>
      call('POST', `${at}/execute/sync`, { script, args: [] });
    return {
      version: String(capabilities?.browserVersion),
      open: async (url) => void (await call('POST', `${at}/url`, { url })),
      async evaluate(expression, limit) {
        await run(`globalThis.answer = undefined;
          Promise.resolve().then(() => ${expression}).then(
            (value) => { globalThis.answer = { value: String(value) }; },
            (error) => { globalThis.answer = { thrown: String(error) }; },
          );`);
        for (const end = performance.now() + limit; performance.now() < end; await sleep(ASKED_EVERY)) {
          const answer = (await run('return globalThis.answer ?? null;')) as {
            value?: string;
            thrown?: string;
          } | null; // as it was put there
          if (answer?.thrown !== undefined) throw new Error(`The page threw: ${answer.thrown}`);
          if (answer) return answer.value ?? '';
        }
        throw new Error(`The page did not answer in ${limit} ms.`);
      },
      async close() {
        await call('DELETE', at).catch(() => {}); // it may have ended already
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The number of the display that a server without a screen has made. */
async function displayOf(server: ChildProcess): Promise<string> {
  const said = server.stdio[3];
  if (!said || !('readable' in said)) throw new Error('There is no pipe to the display.');
  for await (const line of createInterface({ input: said })) return line.trim();
  throw new Error('The display did not start.');
}

/** Sends commands of WebDriver to a driver, which may not listen yet. */
function callsTo(origin: string) {
  return async (method: string, path: string, body?: object, patience = 0): Promise<unknown> => {
    for (const end = performance.now() + patience; ; await sleep(50)) {
      const init = body ? { method, body: JSON.stringify(body) } : { method };
      const reply = await fetch(`${origin}${path}`, init).catch((error: unknown) => {
        if (performance.now() >= end) throw error;
      });
      if (!reply) continue;
      const { value } = (await reply.json()) as { value: unknown }; // by the standard
      if (reply.ok) return value;
      throw new Error(`WebKit refused ${method} ${path.split('/').at(-1)}: ${JSON.stringify(value)}`);
    }
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  // Only a pipe's address is a string.
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}
