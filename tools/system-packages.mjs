// What the tests need beyond npm packages, how to see whether it is there, and how to get it.
//
//   node tools/system-packages.mjs chromium …   installs those named, and fails if one is still missing
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromiumExecutable } from './chromium.ts';
import { findFirefox } from './firefox.ts';
import { redisServerExecutable } from './redis-server.ts';
import { secretServiceExecutable } from './secret-service.ts';
import { systemdAnalyzeExecutable } from './systemd.ts';
import { terminalProgramExecutable } from './terminal-programs.ts';
import { findWebKit } from './webkit.ts';

const continuousIntegration = Boolean(process.env.CI) && process.env.CI !== 'false';

/**
 * `find` gives the path of the program, if it is there. `install` maps a distribution (ID in os-release) to the
 * commands that install it there, as root. `onlyIfNamed`: not among what is asked for if nothing is named.
 */
const systemPackages = [
  {
    name: 'chromium',
    neededFor: 'the tests that run in a browser page',
    find: chromiumExecutable,
    install: {
      debian: apt('chromium'),
      // Ubuntu's package of that name is only a pointer to a snap, which containers cannot run.
      ubuntu: [['playwright', 'install', '--with-deps', 'chromium']],
    },
    advice: 'npx playwright install chromium   (or set CHROMIUM_PATH to a Chromium, Chrome or Edge)',
  },
  {
    name: 'firefox',
    neededFor: 'the tests that run in a page of Firefox',
    find: findFirefox,
    // Ubuntu has only a pointer to a snap, and the machines that its CI runs on bring a Firefox along.
    install: { debian: apt('firefox-esr') },
    advice: 'install Firefox   (or set FIREFOX_PATH to one)',
  },
  {
    name: 'webkit',
    neededFor: 'the conformance suite in a page of WebKit',
    // No test of the gate needs it: a job of its own runs it.
    onlyIfNamed: true,
    find: () => findWebKit()?.driver,
    install: { debian: apt('webkit2gtk-driver', 'xvfb'), ubuntu: apt('webkit2gtk-driver', 'xvfb') },
    advice:
      'install WebKitGTK with its WebKitWebDriver and its MiniBrowser, and Xvfb   (or set WEBKIT_DRIVER_PATH and WEBKIT_BROWSER_PATH)',
  },
  {
    name: 'redis-server',
    neededFor: 'the tests of the key store and the lock in Redis',
    find: redisServerExecutable,
    install: { debian: apt('redis-server'), ubuntu: apt('redis-server') },
    advice: 'brew install redis   (or set REDIS_SERVER_PATH to a redis-server or valkey-server)',
  },
  {
    name: 'gnome-keyring',
    neededFor: 'the tests of the key store in a real OS keychain',
    // Other systems' keychains are their users' own: nothing is tested with those.
    find: () => (process.platform === 'linux' ? secretServiceExecutable() : process.execPath),
    install: { debian: apt('dbus', 'gnome-keyring'), ubuntu: apt('dbus', 'gnome-keyring') },
    advice: 'install dbus-daemon, dbus-send and gnome-keyring-daemon',
  },
  {
    ...terminalProgram('tmux'),
    neededFor: 'the tests of the command line in a terminal',
  },
  ...['zsh', 'fish'].map((shell) => ({
    ...terminalProgram(shell),
    neededFor: `the tests of the completions for ${shell}`,
  })),
  {
    name: 'curl',
    neededFor: 'the tests of what the documents tell people to run',
    find: () => onPath(process.platform === 'win32' ? 'curl.exe' : 'curl'),
    install: { debian: apt('curl'), ubuntu: apt('curl') },
    advice: 'brew install curl',
  },
  {
    name: 'systemd',
    neededFor: 'the check of the unit of systemd among the examples',
    // Other systems have none.
    find: () => (process.platform === 'linux' ? systemdAnalyzeExecutable() : process.execPath),
    install: { debian: apt('systemd'), ubuntu: apt('systemd') },
    advice: 'install systemd-analyze',
  },
  {
    name: 'openssl',
    neededFor: 'the tests of TLS under a private certificate authority',
    find: () => onPath(process.platform === 'win32' ? 'openssl.exe' : 'openssl'),
    install: { debian: apt('openssl'), ubuntu: apt('openssl') },
    advice: 'brew install openssl   (on Windows it comes with Git, in usr\\bin)',
  },
];

function onPath(name) {
  const directories = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return directories.map((directory) => join(directory, name)).find((path) => existsSync(path));
}

function terminalProgram(name) {
  return {
    name,
    find: () => (process.platform === 'win32' ? process.execPath : terminalProgramExecutable(name)),
    install: { debian: apt(name), ubuntu: apt(name) },
    advice: `brew install ${name}`,
  };
}

function apt(...names) {
  // Another apt may hold the lock for a while, as unattended upgrades do.
  const options = ['-o', 'DPkg::Lock::Timeout=120', '-qq'];
  return [
    ['apt-get', ...options, 'update'],
    ['apt-get', ...options, 'install', '-y', '--no-install-recommends', ...names],
  ];
}

function distribution() {
  if (process.platform !== 'linux' || !existsSync('/etc/os-release')) return process.platform;
  return /^ID="?([\w.-]+)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'linux';
}

/** What runs a command as root unasked: nothing if this is root, sudo in CI, and else there is no way. */
function asRoot([command, ...args]) {
  if (process.getuid?.() === 0) return [command, ...args];
  if (!continuousIntegration || process.platform !== 'linux') return undefined;
  // Playwright asks for root itself, and downloads a browser for the user that runs it.
  return command === 'playwright' ? [command, ...args] : ['sudo', '-n', command, ...args];
}

function run([command, ...args]) {
  console.log(`$ ${[command, ...args].join(' ')}`);
  const { status } = spawnSync(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return status === 0;
}

const usual = systemPackages.filter(({ onlyIfNamed }) => !onlyIfNamed).map(({ name }) => name);

/** Installs what is missing, of the usual ones or of those named, if it can unasked. Returns what is still missing. */
export function ensureSystemPackages(names = usual) {
  const here = distribution();
  const missing = [];
  for (const wanted of systemPackages.filter(({ name, find }) => names.includes(name) && !find())) {
    const commands = wanted.install[here];
    const runnable = commands?.map(asRoot);
    if (runnable?.every((command) => command && run(command)) && wanted.find()) continue;
    missing.push(wanted);
    const how = commands?.map((command) => `sudo ${command.join(' ')}`) ?? [];
    console.error(`\nMISSING: ${wanted.name}, needed for ${wanted.neededFor}. To install it:`);
    for (const line of [...how, wanted.advice]) console.error(`    ${line}`);
    console.error();
  }
  return missing;
}

/** Changes when a program appears, goes or is upgraded: part of what a test's cached result depends on. */
export function systemPackagesFingerprint() {
  return systemPackages
    .map(({ name, find }) => {
      const path = find();
      return path ? `${name}@${statSync(path).mtimeMs}` : `no ${name}`;
    })
    .join(' ');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const names = process.argv.slice(2);
  const unknown = names.filter((name) => systemPackages.every((each) => each.name !== name));
  for (const name of unknown)
    console.error(`There is no system package ${name} in tools/system-packages.mjs.`);
  process.exitCode = unknown.length + ensureSystemPackages(names).length > 0 ? 1 : 0;
}
