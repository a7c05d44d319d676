import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandbox, type Sandbox } from '@turbosmtp-auth/sandbox';
import { serveSandbox } from '@turbosmtp-auth/sandbox/node';
import { build } from 'esbuild';
import type { ExtensionBrowser, InstalledExtension, Page } from './extension-browser.ts';

export const account = { email: 'ada@example.com', password: 'Correct-Horse-9' };

/** What differs between the extensions of the cases. */
export interface Variant {
  /** The options of `serveClient`, as code. */
  readonly serveOptions?: string;
  /** The options of `createClient` beside the base URL, as code. */
  readonly clientOptions?: string;
  /** Code that the background runs first, such as an import. */
  readonly first?: string;
  /** What the manifest says otherwise. */
  readonly manifest?: object;
}

const manifest = {
  manifest_version: 3,
  name: 'test',
  version: '1',
  permissions: ['storage'],
  host_permissions: ['http://127.0.0.1/*'],
  background: { service_worker: 'background.js', scripts: ['background.js'], type: 'module' },
  action: { default_popup: 'popup.html' },
  options_ui: { page: 'options.html', open_in_tab: false },
  content_scripts: [{ matches: ['http://*/shop*'], js: ['content-script.js'], all_frames: true }],
  web_accessible_resources: [{ resources: ['framed.html'], matches: ['<all_urls>'] }],
};

const html = '<!doctype html><meta charset="utf-8"><script type="module" src="page.js"></script>';

/** One file of a script that is given, or that lies beside this one, as users bundle theirs. */
async function bundle(script: { readonly contents: string } | { readonly file: string }): Promise<string> {
  const { outputFiles } = await build({
    ...('file' in script
      ? { entryPoints: [join(import.meta.dirname, script.file)] }
      : { stdin: { ...script, resolveDir: import.meta.dirname } }),
    bundle: true,
    format: 'esm',
    platform: 'browser',
    logLevel: 'silent',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

const backgroundSource = (
  baseUrl: string,
  { serveOptions = '{}', clientOptions = '', first = '' }: Variant = {},
): string => `${first}
  import { createClient, serveClient } from '@turbosmtp-auth/browser/extension';
  const client = createClient({ baseUrl: '${baseUrl}', ${clientOptions} });
  serveClient(client, ${serveOptions});`;

let pages: Promise<Readonly<Record<string, string>>> | undefined;

/** What is the same in every extension. */
const samePages = (): Promise<Readonly<Record<string, string>>> =>
  (pages ??= Promise.all(
    ['page', 'content-script'].map((name) => bundle({ file: `scripts/${name}.ts` })),
  ).then(([page = '', contentScript = '']) => ({
    'empty.html': '<!doctype html>',
    'popup.html': html,
    'options.html': html,
    'page.html': html,
    'framed.html': html,
    'page.js': page,
    'content-script.js': contentScript,
  })));

/** Writes an extension of the built package, bundled as users do it. */
async function writeExtension(baseUrl: string, variant: Variant): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'extension-'));
  const files = {
    ...(await samePages()),
    'background.js': await bundle({ contents: backgroundSource(baseUrl, variant) }),
    'manifest.json': JSON.stringify({ ...manifest, ...variant.manifest }),
  };
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(directory, name), text)));
  return directory;
}

export interface StartedExtension extends InstalledExtension, AsyncDisposable {
  readonly service: Sandbox;
  /** Where its files are, which a reload reads again. */
  readonly directory: string;
  /** How many requests the service has seen on a path. */
  seen(path: string): number;
  /** Every key that the service has given out. */
  readonly keys: readonly string[];
}

/** A service, and an extension that uses it. */
export async function startExtension(
  browser: ExtensionBrowser,
  variant: Variant = {},
): Promise<StartedExtension> {
  const service = createSandbox({ accounts: [account], switches: { cors: false } });
  const keys: string[] = [];
  const server = await serveSandbox({
    ...service,
    exchange: async (request, signal) => {
      const reply = await service.exchange(request, signal);
      if (request.url.endsWith('/authorize') && reply.status === 200)
        keys.push((await reply.clone().json()).auth);
      return reply;
    },
  });
  const directory = await writeExtension(server.baseUrl, variant);
  const installed = await browser.install(directory);
  return {
    ...installed,
    service,
    directory,
    keys,
    seen: (path) => service.requests.list().filter((request) => request.path.endsWith(path)).length,
    [Symbol.asyncDispose]: async () => {
      await installed.remove();
      await server.close();
      await rm(directory, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

/** What a call came to. */
export interface Outcome {
  readonly result?: unknown;
  readonly error?: Readonly<Record<string, unknown>>;
}

/** Calls a method of the client in a page of the extension. */
export const call = (page: Page, method: string, ...given: unknown[]): Promise<Outcome> =>
  page.evaluate(`call(${[method, ...given].map((each) => JSON.stringify(each)).join()})`);

/** The same, where it has to succeed. */
export async function resultOf<T>(page: Page, method: string, ...given: unknown[]): Promise<T> {
  const { result, error } = await call(page, method, ...given);
  if (error) throw new Error(`${method} failed: ${JSON.stringify(error)}`);
  return result as T; // what the method answers with
}
