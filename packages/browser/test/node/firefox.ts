import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';

/** A Firefox on the PATH, or the one that FIREFOX_PATH names. Playwright drives only a Firefox of its own making. */
export function findFirefox(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const names = ['firefox', 'firefox-esr'];
  return [
    process.env['FIREFOX_PATH'],
    ...folders.flatMap((folder) => names.map((name) => join(folder, name))),
  ].find((path) => path && existsSync(path));
}

/** A Firefox with a fresh profile, driven by WebDriver BiDi (W3C), which it speaks without a driver program. */
export async function launchFirefox(
  executable: string,
  { isPrivate = false }: { isPrivate?: boolean } = {},
): Promise<{ evaluate(url: string, expression: string): Promise<string>; close(): Promise<void> }> {
  const profile = await mkdtemp(join(tmpdir(), 'firefox-profile-'));
  const preferences = {
    'browser.shell.checkDefaultBrowser': false,
    'browser.aboutwelcome.enabled': false,
    'datareporting.policy.dataSubmissionEnabled': false,
    'browser.privatebrowsing.autostart': isPrivate,
  };
  const lines = Object.entries(preferences).map(([name, value]) => `user_pref("${name}", ${value});`);
  await writeFile(join(profile, 'user.js'), lines.join('\n'));
  const firefox = spawn(
    executable,
    ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port=0'],
    { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, HOME: profile } },
  );
  const send = await connect(firefox.stderr);
  await send('session.new', { capabilities: {} });
  return {
    async evaluate(url, expression) {
      const { context } = await send('browsingContext.create', { type: 'tab' });
      await send('browsingContext.navigate', { context, url, wait: 'complete' });
      const answer = await send('script.evaluate', { expression, awaitPromise: true, target: { context } });
      const result: unknown = answer['result'];
      if (typeof result === 'object' && result && 'value' in result) return String(result.value);
      throw new Error(`The page threw: ${JSON.stringify(answer)}`);
    },
    async close() {
      const gone = once(firefox, 'exit');
      await send('browser.close', {}).catch(() => firefox.kill());
      await gone;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

type Answer = Readonly<Record<string, unknown>>;
type Send = (method: string, params: object) => Promise<Answer>;

/** Waits until Firefox says where it listens, and sends commands there. */
async function connect(output: NodeJS.ReadableStream): Promise<Send> {
  const socket = await new Promise<WebSocket>((resolve, reject) => {
    const said = createInterface({ input: output });
    said.on('line', (line) => {
      const [, address] = /WebDriver BiDi listening on (ws:\/\/\S+)/.exec(line) ?? [];
      if (address) resolve(new WebSocket(`${address}/session`));
    });
    said.on('close', () => reject(new Error('Firefox ended before it listened.')));
  });
  await once(socket, 'open');
  const waiting = new Map<unknown, PromiseWithResolvers<Answer>>();
  socket.addEventListener('message', ({ data }) => {
    const message: { id?: unknown; type?: string; result?: Answer; error?: string } = JSON.parse(
      String(data),
    );
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.result) call?.resolve(message.result);
    else call?.reject(new Error(message.error));
  });
  let last = 0;
  return (method, params) => {
    const call = Promise.withResolvers<Answer>();
    waiting.set(++last, call);
    socket.send(JSON.stringify({ id: last, method, params }));
    return call.promise;
  };
}
