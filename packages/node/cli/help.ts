import type { CommandSpec } from './command.ts';
import { type Ending, endings, exitCodes } from './exit-codes.ts';

/** What the program is, in one line. */
export const summary =
  'Signs in to turboSMTP, keeps the API key safely, and hands it to programs and scripts.';

/** The environment, as `--help` lists it. */
export const variables: readonly (readonly [name: string, meaning: string])[] = [
  ['TURBOSMTP_PROFILE', 'used if --profile is not given'],
  ['TURBOSMTP_BASE_URL', 'used if --base-url is not given'],
  ['TURBOSMTP_EMAIL', 'used if --email is not given'],
  ['TURBOSMTP_AUTH_STORE_KEY', 'seals the stored key: 32 random bytes as base64url'],
  ['TURBOSMTP_AUTH_STORE_KEY_FILE', 'the absolute path of a file with that key'],
  ['TURBOSMTP_AUTH_KEYCHAIN', '"off": do not use the keychain of the operating system'],
  ['NO_COLOR, FORCE_COLOR', 'no colours; or colours even without a terminal'],
];

export const storage = `Where the key is kept:
  If a sealing key is set, for example in TURBOSMTP_AUTH_STORE_KEY, in a file that is sealed with it. Otherwise
  in the keychain of the operating system. If there is neither, the key is not kept, and this program says what
  to do. It never writes a plain file. \`turbosmtp-auth doctor\` shows which one is used, and why.`;

export const secrets = `Passwords and tokens:
  On a terminal, type them: they are not shown. Otherwise they are read from standard input, one on each line.
  They are never taken from the command line: other users can see it, and the shell keeps it in its history.`;

const columns = (heading: string, rows: readonly (readonly [string, string])[]): string => {
  const width = Math.max(...rows.map(([left]) => left.length));
  return [heading, ...rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`)].join('\n');
};

const exits = (of: readonly Ending[]): string =>
  columns(
    'Exit codes:',
    of.map((ending) => [String(exitCodes[ending]), endings[ending]]),
  );

const examplesOf = ({ examples = [] }: Pick<CommandSpec, 'examples'>): string[] =>
  examples.length > 0
    ? [['Examples:', ...examples.flatMap(([line, why]) => [`  # ${why}`, `  ${line}`])].join('\n')]
    : [];

/** What follows the options in the help of a command. */
export function helpAfter(command: CommandSpec): string {
  const { input, endings: own = [], run } = command;
  const also: readonly Ending[] = run ? ['done', 'unexpected', 'usage', ...own, 'interrupted'] : [];
  return [
    '', // a blank line between it and the options
    ...(input === undefined ? [] : [`Standard input, if it is not a terminal:\n  ${input}`]),
    ...examplesOf(command),
    ...(also.length > 0 ? [exits(also)] : []),
  ].join('\n\n');
}

/** The first things to try. */
export const programExamples: readonly (readonly [line: string, why: string])[] = [
  ['turbosmtp-auth login', 'Log in once: programs of this user with the same profile find the key'],
  [
    "turbosmtp-auth key --reveal | sed 's/^/Authorization: /' | curl -H @- https://…",
    'Use the key in a script; no process list shows it',
  ],
  ['turbosmtp-auth doctor', 'Find out what is wrong, and what to do about it'],
];

/** What the locale changes, which many programs answer to. */
export const language =
  'Language:\n  English, in every locale. In a program, `describeError` of the library speaks other languages.';

/** What follows the list of commands. */
export const programHelpAfter: string = [
  '',
  ...examplesOf({ examples: programExamples }),
  secrets,
  storage,
  columns('Environment:', variables),
  language,
  exits(Object.keys(exitCodes) as Ending[]), // its keys are all there are
].join('\n\n');
