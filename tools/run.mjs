#!/usr/bin/env node
// Runs a command of this repository with the pinned pnpm and a Node that its tools support.
//
//   node tools/run.mjs <command> [arguments]   e.g. node tools/run.mjs turbo run test
//   node tools/run.mjs --install               only installs
//
// A command installs first, unless the lock and all manifests are what they were at the last installation.
//
// It needs nothing but Node 18 or newer with npm. Where the running Node is too old for the
// tools ("engines" in package.json) the pinned one is fetched from the npm registry, once,
// into .toolchain/. TOOLCHAIN_NODE=pinned always uses the pinned one, =system never does.
import { spawnSync } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { beginInstallation, endInstallation, installationDigest, isInstalled } from './installation.mjs';
import { fetchNode, fetchPnpm, readJson, root, windows } from './toolchain.mjs';

const fail = (message) => {
  console.error(`tools/run.mjs: ${message}`);
  process.exit(1);
};

/** Whether a version satisfies a range of the forms ^a.b.c and >=a.b.c joined by ||. */
function satisfies(version, range) {
  const parse = (text) => text.split('.').map(Number);
  const [major, minor, patch] = parse(version);
  return range.split('||').some((part) => {
    const [, operator, text] = /^\s*(\^|>=)\s*([\d.]+)\s*$/.exec(part) ?? fail(`unreadable range ${range}`);
    const [a, b = 0, c = 0] = parse(text);
    const atLeast = major > a || (major === a && (minor > b || (minor === b && patch >= c)));
    return atLeast && (operator === '>=' || major === a);
  });
}

async function nodeDirectory() {
  const { engines } = readJson(join(root, 'package.json'));
  const wish = process.env.TOOLCHAIN_NODE;
  if (wish === 'system' || (wish !== 'pinned' && satisfies(process.versions.node, engines.node)))
    return dirname(process.execPath);
  return fetchNode('node').catch(({ message }) =>
    fail(
      `Node ${process.versions.node} is too old (need ${engines.node}) and ${message}: please install a newer one`,
    ),
  );
}

const [nodeBin, pnpmBin] = await Promise.all([
  nodeDirectory(),
  fetchPnpm().catch(({ message }) => fail(message)),
]);
const pnpm = join(pnpmBin, windows ? 'pnpm.exe' : 'pnpm');

const env = { ...process.env };
for (const key of Object.keys(env)) {
  // What the npm (or pnpm) that started this script says about itself must not reach the tools.
  if (
    /^npm_(lifecycle|package|command|execpath|node_execpath|config_user_agent)/i.test(key) ||
    key === 'NODE'
  )
    delete env[key];
}
env.TURBO_TELEMETRY_DISABLED ??= '1';
env.DENO_NO_UPDATE_CHECK ??= '1';
const pathKey = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
env[pathKey] = [nodeBin, pnpmBin, join(root, 'node_modules', '.bin'), env[pathKey]]
  .filter(Boolean)
  .join(delimiter);

// Part of turbo's cache keys (globalEnv in turbo.json): a result under one Node says nothing about another.
const { stdout: nodeVersion } = spawnSync(join(nodeBin, windows ? 'node.exe' : 'node'), ['--version'], {
  encoding: 'utf8',
});
env.TOOLCHAIN_NODE_VERSION = nodeVersion.trim();

// Ctrl-C reaches the child as well, which ends in its own way; this waits for it and reports that.
process.on('SIGINT', () => {});

function run(args) {
  const { status, signal, error } = spawnSync(pnpm, args, { cwd: root, env, stdio: 'inherit' });
  if (error) fail(error.message);
  if (signal) process.kill(process.pid, signal);
  return status ?? 1;
}

const args = process.argv.slice(2);
const asked = args[0] === '--install';
const digest = installationDigest(root);
if (asked || !isInstalled(root, digest)) {
  beginInstallation(root);
  // The lock is trusted: checking every entry of it against the registry again takes seconds, and hangs offline.
  const status = run([
    'install',
    '--frozen-lockfile',
    '--prefer-offline',
    '--trust-lockfile',
    ...(asked ? args.slice(1) : ['--loglevel=error']),
  ]);
  if (status !== 0) process.exit(status);
  endInstallation(root, digest);
}
if (!asked && args.length > 0) process.exit(run(['exec', ...args]));
