import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';

/**
 * The first of: what FIREFOX_PATH names, a Firefox on the PATH, one where macOS or Windows installs it. Playwright drives only a
 * Firefox of its own making.
 */
export function findFirefox(): string | undefined {
  const { env } = process;
  const folders = (env['PATH'] ?? '').split(delimiter);
  const names = ['firefox', 'firefox-esr'];
  return [
    env['FIREFOX_PATH'],
    ...folders.flatMap((folder) => names.map((name) => join(folder, name))),
    process.platform === 'darwin' && '/Applications/Firefox.app/Contents/MacOS/firefox',
    env['ProgramFiles'] && join(env['ProgramFiles'], 'Mozilla Firefox', 'firefox.exe'),
  ].find((path): path is string => typeof path === 'string' && path !== '' && existsSync(path));
}

/** A page in a tab. */
export interface FirefoxTab {
  /** The value of an expression, or of the promise that it is, as text. It counts as something that a person does. */
  evaluate(expression: string): Promise<string>;
  /** The frame in it that shows a page, if there is one. */
  frame(url: string): Promise<FirefoxTab | undefined>;
  /** Clicks at a point of what is on the screen, in CSS pixels, as a mouse does. */
  click(x: number, y: number): Promise<void>;
  /** Presses keys, one after the other, as a keyboard does: characters, or code points of WebDriver. `held` is down meanwhile. */
  press(keys: readonly string[], held?: string): Promise<void>;
  /** Sets the size of what is on the screen, in CSS pixels. */
  resize(width: number, height: number): Promise<void>;
  /** Loads the page again. */
  reload(): Promise<void>;
  /** The errors that nothing caught, and what the console has as an error or a warning. */
  complaints(): readonly string[];
  close(): Promise<void>;
}

/** The window of the browser itself, which may do everything: its interface, every tab, every extension. */
export interface FirefoxWindow {
  /** The value of an expression, or of the promise that it is, as text. */
  evaluate(expression: string): Promise<string>;
  /** Calls a function there, as an expression, with a function that tells texts to the listener. */
  listen(subscribe: string, listener: (text: string) => void): Promise<void>;
}

export interface Firefox {
  readonly version: string;
  /** The folder of its profile. */
  readonly profile: string;
  readonly window: FirefoxWindow;
  /** Opens a tab, and resolves once the page there has loaded. */
  open(url: string): Promise<FirefoxTab>;
  /** The tabs that show a page, in whichever window. */
  tabsAt(url: string): Promise<FirefoxTab[]>;
  /**
   * Loads an extension from its folder, which may also run in private windows, for as long as this Firefox runs. Resolves with the
   * origin of its pages.
   */
  install(extension: string): Promise<string>;
  close(): Promise<void>;
}

/** How long it may take to end once it was told to, in ms. */
const FAREWELL = 20_000;

/** A Firefox with a profile of its own, driven by WebDriver BiDi (W3C), which it speaks without a driver program. */
export async function launchFirefox(
  executable: string,
  {
    isPrivate = false,
    preferences = {},
    profile: given,
  }: {
    isPrivate?: boolean;
    preferences?: Preferences;
    /** A folder, which is not removed. Absent: a fresh one, which goes with the browser. */
    profile?: string;
  } = {},
): Promise<Firefox> {
  const profile = given ?? (await mkdtemp(join(tmpdir(), 'firefox-profile-')));
  const all: Preferences = {
    'browser.shell.checkDefaultBrowser': false,
    'browser.aboutwelcome.enabled': false,
    'datareporting.policy.dataSubmissionEnabled': false,
    'browser.privatebrowsing.autostart': isPrivate,
    ...preferences,
  };
  const lines = Object.entries(all).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`);
  await writeFile(join(profile, 'user.js'), lines.join('\n'));
  const args = [
    '--headless',
    '--no-remote',
    '--profile',
    profile,
    '--remote-debugging-port=0',
    // Without it no tab may show a page of an extension.
    '--remote-allow-system-access',
  ];
  const firefox = spawn(executable, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, HOME: profile },
  });
  // Whoever drives it may end before it does.
  const kill = (): void => void firefox.kill('SIGKILL');
  process.once('exit', kill);
  const heard = new Map<string, (text: string) => void>();
  const complained = new Map<string, string[]>();
  const send = await connect(firefox.stderr, ({ channel, data, level, source, text }) => {
    if (channel) heard.get(channel)?.(String(data?.value));
    const context = source?.context ?? '';
    if (level === 'error' || level === 'warn')
      complained.set(context, [...(complained.get(context) ?? []), `${level}: ${text}`]);
  });
  const { capabilities } = await send('session.new', { capabilities: {} });
  await send('session.subscribe', { events: ['script.message', 'log.entryAdded'] });

  const evaluateIn = async (context: string, expression: string): Promise<string> => {
    const answer = await send('script.evaluate', {
      expression,
      awaitPromise: true,
      userActivation: true,
      target: { context },
    });
    if (answer['type'] === 'success') return String(Object(answer['result']).value);
    throw new Error(`The page threw: ${JSON.stringify(answer)}`);
  };
  const contexts = async (scope: 'content' | 'chrome'): Promise<readonly Context[]> =>
    (await send('browsingContext.getTree', { 'moz:scope': scope }))['contexts'] as readonly Context[]; // by the standard
  const windowContext = async (): Promise<string> => (await contexts('chrome'))[0]?.context ?? '';
  const tabOf = (context: string): FirefoxTab => ({
    evaluate: (expression) => evaluateIn(context, expression),
    async frame(url) {
      const tab = (await contexts('content')).find((each) => each.context === context);
      const frame = tab?.children.find((each) => each.url === url);
      return frame && tabOf(frame.context);
    },
    async click(x, y) {
      const actions = [
        { type: 'pointerMove', x: Math.round(x), y: Math.round(y) },
        { type: 'pointerDown', button: 0 },
        { type: 'pointerUp', button: 0 },
      ];
      await send('input.performActions', { context, actions: [{ type: 'pointer', id: 'mouse', actions }] });
    },
    async press(keys, held) {
      const down = (value: string): object => ({ type: 'keyDown', value });
      const up = (value: string): object => ({ type: 'keyUp', value });
      const pressed = keys.flatMap((key) => [down(key), up(key)]);
      const actions = held === undefined ? pressed : [down(held), ...pressed, up(held)];
      await send('input.performActions', { context, actions: [{ type: 'key', id: 'keyboard', actions }] });
    },
    resize: async (width, height) =>
      void (await send('browsingContext.setViewport', { context, viewport: { width, height } })),
    reload: async () => void (await send('browsingContext.reload', { context, wait: 'complete' })),
    complaints: () => complained.get(context) ?? [],
    close: async () => void (await send('browsingContext.close', { context })),
  });
  const window: FirefoxWindow = {
    evaluate: async (expression) => evaluateIn(await windowContext(), expression),
    async listen(subscribe, listener) {
      const channel = String(heard.size);
      heard.set(channel, listener);
      await send('script.callFunction', {
        functionDeclaration: subscribe,
        arguments: [{ type: 'channel', value: { channel } }],
        awaitPromise: true,
        target: { context: await windowContext() },
      });
    },
  };
  return {
    version: `Firefox ${Object(capabilities).browserVersion}`,
    profile,
    window,
    async open(url) {
      const { context } = (await send('browsingContext.create', { type: 'tab' })) as unknown as Context; // by the standard
      await send('browsingContext.navigate', { context, url, wait: 'complete' });
      return tabOf(context);
    },
    tabsAt: async (url) =>
      (await contexts('content')).filter((each) => each.url === url).map(({ context }) => tabOf(context)),
    async install(extension) {
      const { extension: id } = await send('webExtension.install', {
        extensionData: { type: 'path', path: extension },
        'moz:allowPrivateBrowsing': true,
      });
      const host = `WebExtensionPolicy.getByID(${JSON.stringify(id)}).mozExtensionHostname`;
      return `moz-extension://${await window.evaluate(host)}`;
    },
    async close() {
      const gone = once(firefox, 'exit');
      const tooLate = setTimeout(kill, FAREWELL);
      // The answer does not come where the connection ends first.
      if (firefox.exitCode === null && firefox.signalCode === null) {
        send('browser.close', {}).catch(() => firefox.kill());
        await gone;
      }
      clearTimeout(tooLate);
      process.off('exit', kill);
      if (!given) await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

interface Context {
  readonly context: string;
  readonly url: string;
  readonly children: readonly Context[];
}
type Preferences = Readonly<Record<string, string | number | boolean>>;
type Answer = Readonly<Record<string, unknown>>;
type Send = (method: string, params: object) => Promise<Answer>;

/** Waits until Firefox says where it listens, and sends commands there. */
async function connect(output: NodeJS.ReadableStream, hear: (event: EventParameters) => void): Promise<Send> {
  const socket = await new Promise<WebSocket>((resolve, reject) => {
    const said = createInterface({ input: output });
    said.on('line', (line) => {
      const [, address] = /WebDriver BiDi listening on (ws:\/\/\S+)/.exec(line) ?? [];
      if (address) resolve(new WebSocket(`${address}/session`));
    });
    said.on('close', () => reject(new Error('Firefox ended before it listened.')));
  });
  await once(socket, 'open');
  let ended = false;
  socket.addEventListener('close', () => {
    ended = true;
    for (const { reject } of waiting.values()) reject(new Error('Firefox has ended the connection.'));
    waiting.clear();
  });
  const waiting = new Map<unknown, PromiseWithResolvers<Answer>>();
  socket.addEventListener('message', ({ data }) => {
    const { id, result, error, message, params }: Message = JSON.parse(String(data));
    if (params) hear(params);
    const call = waiting.get(id);
    waiting.delete(id);
    if (result) call?.resolve(result);
    else call?.reject(new Error(`${error}: ${message}`));
  });
  let last = 0;
  return async (method, params) => {
    if (ended) throw new Error(`Firefox has ended, and does not answer ${method}.`);
    const call = Promise.withResolvers<Answer>();
    waiting.set(++last, call);
    socket.send(JSON.stringify({ id: last, method, params }));
    return call.promise;
  };
}

/** An answer, or an event. */
interface Message {
  readonly id?: number;
  readonly result?: Answer;
  readonly error?: string;
  readonly message?: string;
  readonly params?: EventParameters;
}

/** Of `script.message`, or of `log.entryAdded`. */
interface EventParameters {
  readonly channel?: string;
  readonly data?: { readonly value?: unknown };
  readonly level?: string;
  readonly text?: string | null;
  readonly source?: { readonly context?: string };
}
