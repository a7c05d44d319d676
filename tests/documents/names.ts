// What a line of shell names: commands with their options, and scripts, packages and files of this repository.
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJson } from '../../tools/toolchain.mjs';
import { root } from './shell-blocks.ts';

const bins: Readonly<Record<string, string>> = {
  'turbosmtp-auth': 'packages/node/dist/cli/turbosmtp-auth.js',
  'turbosmtp-sandbox': 'packages/sandbox/dist/bin/turbosmtp-sandbox.js',
};

const printed = new Map<string, string>();

/** What a command says of itself; an unknown one says nothing. */
function helpOf(command: string, words: readonly string[]): string {
  const key = [command, ...words].join(' ');
  let help = printed.get(key);
  if (help === undefined) {
    const args = [join(root, bins[command] ?? ''), ...words, '--help'];
    const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    help = status === 0 ? stdout : '';
    printed.set(key, help);
  }
  return help;
}

/** The words below which a help lists other words. */
const subcommandsOf = (help: string): string[] => {
  const [, list = ''] = /^Commands:\n((?: .*\n)+)/m.exec(help) ?? [];
  return [...list.matchAll(/^ {2}(\S+)/gm)].flatMap(([, names = '']) => names.split('|'));
};

/** The simple commands of a text, as words. A quoted text is one word. */
function* commandsOf(code: string): Generator<string[]> {
  const text = code.replace(/\\\n/g, ' ').replace(/(^|\s)#.*$/gm, '$1');
  for (const simple of text.split(/\n|\|\|?|&&?(?!\d)|;(?!;)/)) {
    const words = simple.match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? [];
    if (words.length > 0) yield words;
  }
}

/** What is wrong with the words after a command of ours. */
function problemsOfOurs(command: string, args: readonly string[]): string[] {
  const words: string[] = [];
  let help = helpOf(command, words);
  const rest = [...args];
  while (rest[0] !== undefined && subcommandsOf(help).includes(rest[0])) {
    words.push(rest.shift() ?? '');
    help = helpOf(command, words);
  }
  if (subcommandsOf(help).length > 0 && rest[0] !== undefined && !rest[0].startsWith('-'))
    return [`${[command, ...words].join(' ')} has no command ${rest[0]}`];
  const own = rest.includes('--') ? rest.slice(0, rest.indexOf('--')) : rest;
  return own
    .filter((word) => /^--?[a-z]/i.test(word))
    .map((word) => word.replace(/=.*/, ''))
    .filter((option) => !new RegExp(`(?:^|[ ,])${option}(?=[ ,\\n])`, 'm').test(help))
    .map((option) => `${[command, ...words].join(' ')} has no option ${option}`);
}

/** What the pinned npm says of a command. An unknown command prints no usage. */
function helpOfNpm(words: readonly string[]): string {
  const npm = join(root, 'node_modules/npm/bin/npm-cli.js');
  const { stdout } = spawnSync(process.execPath, [npm, ...words, '--help'], { encoding: 'utf8' });
  return stdout;
}

/** What is wrong with a command of npm that changes or asks a registry, and that no test runs. */
function problemsOfNpm(args: readonly string[]): string[] {
  const words = args[0] === 'trust' ? args.slice(0, 2) : args.slice(0, 1);
  const help = helpOfNpm(words);
  if (!help.includes('Usage:')) return [`npm has no command ${words.join(' ')}`];
  return args
    .filter((word) => word.startsWith('--') && !new RegExp(`[[|\\s]${word}(?![\\w-])`).test(help))
    .map((option) => `npm ${words.join(' ')} has no option ${option}`);
}

const unrun = ['login', 'publish', 'deprecate', 'trust', 'view', 'audit'];

/** The workspace's own packages. */
const workspace = new Set(
  globSync('{packages,examples,apps}/*/package.json', { cwd: root }).map(
    (path) => readJson(join(root, path)).name as string, // each has one
  ),
);

const scriptsOf = (folder: string): Record<string, string> =>
  readJson(join(root, folder, 'package.json')).scripts ?? {};

/** What is wrong with a script of a folder or of the repository, and the options that it is given. */
function problemsOfScript(name: string, words: readonly string[], folder: string): string[] {
  const place = [folder, '.'].find(
    (each) => existsSync(join(root, each, 'package.json')) && name in scriptsOf(each),
  );
  if (place === undefined) return [`there is no script ${name}`];
  if (!words.includes('--')) return [];
  const files = [...(scriptsOf(place)[name] ?? '').matchAll(/[\w./-]+\.(?:mjs|ts)\b/g)].map(([file]) => file);
  const text = files.map((file) => readFileSync(join(root, place, file), 'utf8')).join('\n');
  return words
    .slice(words.indexOf('--') + 1)
    .flatMap((word) => /^--[a-z-]+/.exec(word)?.[0] ?? [])
    .filter((option) => !text.includes(option))
    .map((option) => `the script ${name} has no option ${option}`);
}

/** What is wrong with the names in a text that stands in a folder of the repository. */
export function problemsOf(code: string, folder: string): string[] {
  const problems: string[] = [];
  for (const words of commandsOf(code)) {
    const at = words.findIndex((word) => word in bins);
    if (at !== -1) problems.push(...problemsOfOurs(words[at] ?? '', words.slice(at + 1)));
    const [program, verb, name = ''] = words;
    if (program === 'npm' && (verb === 'run' || verb === 'test' || verb === 'start'))
      problems.push(...problemsOfScript(verb === 'run' ? name : verb, words, folder));
    if (program === 'npm' && unrun.includes(verb ?? '')) problems.push(...problemsOfNpm(words.slice(1)));
    if (program === 'node' && verb?.includes('/') && !existsSync(join(root, verb)))
      problems.push(`there is no file ${verb}`);
    if (program === 'cd' && verb?.includes('/') && !existsSync(join(root, verb)))
      problems.push(`there is no folder ${verb}`);
    for (const word of words) {
      const [, filter = ''] = /^--filter=["']?([^"']+?)(?:\^?\.\.\.)?["']?$/.exec(word) ?? [];
      if (filter.startsWith('@') && !workspace.has(filter)) problems.push(`there is no package ${filter}`);
    }
  }
  return problems;
}
