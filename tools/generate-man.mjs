// The manual page of the command line, from the table that its help is made from. With `--update` writes packages/node/man/turbosmtp-auth.1,
// without it fails when that differs.
import { commands } from '../packages/node/cli/commands.ts';
import { endings, exitCodes } from '../packages/node/cli/exit-codes.ts';
import { globalOptions } from '../packages/node/cli/global-options.ts';
import {
  language,
  programExamples,
  secrets,
  storage,
  summary,
  variables,
} from '../packages/node/cli/help.ts';
import { settleFiles } from './generated-files.mjs';

/** A text that roff takes as it stands. */
const plain = (text) =>
  text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll(/^([.'])/gm, '\\&$1')
    .replaceAll('\n', ' ')
    .replaceAll(/ +/g, ' ');

const quoted = (text) => `"${plain(text).replaceAll('"', '\\(dq')}"`;

const bold = (text) => `\\fB${plain(text)}\\fR`;

/** `--label <text>`: the name in bold, and the value as a placeholder. */
const flagsOf = (flags) =>
  flags.replaceAll(/<([^>]+)>|([^<]+)/g, (_, value, name) =>
    value === undefined ? bold(name.trimEnd()) + (name.endsWith(' ') ? ' ' : '') : `\\fI${plain(value)}\\fR`,
  );

const option = ({ flags, description, choices = [], env }) => [
  '.TP',
  flagsOf(flags),
  plain(description) +
    (choices.length > 0 ? ` (${plain(choices.join(', '))})` : '') +
    (env === undefined ? '' : ` (environment: ${plain(env)})`),
];

const example = ([line, why]) => ['.PP', `${plain(why)}:`, '.PP', '.RS', '.nf', plain(line), '.fi', '.RE'];

const argumentOf = ({ argument }) =>
  argument === undefined ? '' : ` ${plain(argument.usage ?? `<${argument.name}>`)}`;

function* sectionOf(before, command) {
  const { name, alias, description, options = [], input, examples = [], endings: own = [] } = command;
  const words = `${before}${name}`;
  if (command.commands) {
    yield `.SS ${quoted(words)}`;
    yield plain(command.summary.concat('.'));
    if (description) yield* ['.PP', plain(description)];
    for (const each of command.commands) yield* sectionOf(`${words} `, each);
    return;
  }
  yield `.SS ${quoted(words)}`;
  yield `${bold(`turbosmtp-auth ${words}`)}${options.length > 0 ? ' [options]' : ''}${argumentOf(command)}`;
  yield* ['.PP', plain(`${command.summary}.`)];
  if (alias !== undefined) yield* ['.PP', `Another word for it is ${bold(alias)}.`];
  if (description) yield* ['.PP', plain(description)];
  for (const each of options) yield* option(each);
  if (input) yield* ['.PP', `Standard input, if it is not a terminal: ${plain(input)}.`];
  for (const each of examples) yield* example(each);
  const codes = ['done', 'unexpected', 'usage', ...own, 'interrupted'].map((ending) => exitCodes[ending]);
  yield* ['.PP', `Exit codes: ${[...new Set(codes)].sort((a, b) => a - b).join(', ')}.`];
}

const page = [
  '.\\" Made by tools/generate-man.mjs from the help. Do not edit.',
  '.TH TURBOSMTP\\-AUTH 1 "" "turbosmtp-auth" "User Commands"',
  '.SH NAME',
  `turbosmtp\\-auth \\- ${plain(summary.replace(/\.$/, ''))}`,
  '.SH SYNOPSIS',
  `${bold('turbosmtp-auth')} [options] \\fIcommand\\fR`,
  '.SH DESCRIPTION',
  plain(summary),
  ...[secrets, storage, language].flatMap((text) => {
    const [heading = '', ...lines] = text.split('\n');
    return [`.SS ${quoted(heading.replace(/:$/, ''))}`, plain(lines.map((line) => line.trim()).join(' '))];
  }),
  '.SH COMMANDS',
  ...commands.flatMap((command) => [...sectionOf('', command)]),
  '.SH OPTIONS',
  'Each command takes these, before its name or after it.',
  ...globalOptions.flatMap(option),
  ...option({ flags: '-h, --help', description: 'print the help of a command' }),
  ...option({ flags: '-V, --version', description: 'print the version' }),
  '.SH ENVIRONMENT',
  ...variables.flatMap(([name, meaning]) => ['.TP', bold(name), plain(meaning)]),
  '.SH EXIT STATUS',
  ...Object.entries(exitCodes).flatMap(([ending, code]) => [
    '.TP',
    bold(String(code)),
    plain(endings[ending]),
  ]),
  '.SH EXAMPLES',
  ...programExamples.flatMap(example),
];

settleFiles(
  'manual page',
  { 'packages/node/man/turbosmtp-auth.1': `${page.join('\n')}\n` },
  'current: turbosmtp-auth(1)',
);
