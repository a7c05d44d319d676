// `npm run docs`: builds the site, serves it on this machine, and says where.
import { spawnSync } from 'node:child_process';
import { root } from './places.ts';
import { serveSite } from './preview.ts';

console.log('Building the site, which takes half a minute or more …');
const { status, stdout } = spawnSync(
  'pnpm',
  ['exec', 'turbo', 'run', 'build', '--filter=@turbosmtp-auth/docs...', '--output-logs=errors-only'],
  { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' },
);
if (status !== 0) {
  console.error(stdout);
  console.error('The build failed: what failed stands above.');
  process.exit(1);
}

const { server, url } = await serveSite(4174);
console.log(`\n  Documentation: ${url}\n\n  Press Ctrl-C to stop.\n`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    // A browser that holds its connections must not hold up the end.
    void server.close().finally(() => process.exit(0));
    setTimeout(() => process.exit(0), 1000).unref();
  });
}
