// `npm start`: builds the playground and what it stands on, serves it on this machine, and opens it.
//
//   npm start                  opens the browser, unless in CI or where there is no display
//   npm start -- --no-open     only prints the address
//
// The page holds its own service: nothing else has to run, and no network is needed.
import { spawn, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root, windows } from './toolchain.mjs';

const playground = join(root, 'apps', 'playground');
/** Where to begin looking for a free port; a second `npm start` takes the next one. */
const firstPort = 4173;

const fail = (message) => {
  console.error(`tools/start.mjs: ${message}`);
  process.exit(1);
};

function readOptions() {
  try {
    return parseArgs({ options: { open: { type: 'boolean', default: true } }, allowNegative: true }).values;
  } catch ({ message }) {
    return fail(`${message}\nUsage: npm start -- [--no-open]`);
  }
}

function build() {
  const { status, stdout } = spawnSync(
    'pnpm',
    ['exec', 'turbo', 'run', 'build', '--filter=@turbosmtp-auth/playground...', '--output-logs=errors-only'],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' },
  );
  if (status === 0) return;
  // What turbo says is of interest only now.
  console.error(stdout);
  fail('the build failed.');
}

/** Whether a browser that is opened would be seen. */
function hasDisplay() {
  if (process.env.CI && process.env.CI !== 'false') return false;
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

function openBrowser(url) {
  const [command, args] = windows
    ? ['cmd', ['/c', 'start', '""', url]]
    : [process.platform === 'darwin' ? 'open' : 'xdg-open', [url]];
  // That it does not open is no failure: the address is on the screen.
  spawn(command, args, { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}

const { open } = readOptions();
console.log('Building the playground …');
build();

// Vite is the playground's own dependency, not the root's.
const { preview } = await import(createRequire(join(playground, 'package.json')).resolve('vite'));
const server = await preview({
  root: playground,
  logLevel: 'warn',
  preview: { host: '127.0.0.1', port: firstPort, strictPort: false, open: false },
}).catch(({ message }) => fail(message));
const [url] = server.resolvedUrls.local;

console.log(
  `\n  Playground: ${url}\n\n  It runs on a service of its own, in the page: no account, no network.`,
);
console.log('  Press Ctrl-C to stop.\n');
if (open && hasDisplay()) openBrowser(url);

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    // A browser that holds its connections must not hold up the end.
    void server.close().finally(() => process.exit(0));
    setTimeout(() => process.exit(0), 1000).unref();
  });
}
