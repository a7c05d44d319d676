import type { CommandSpec } from './command.ts';
import { type Ending, endings, exitCodes } from './exit-codes.ts';

/** The environment, as `--help` lists it. */
const variables: readonly (readonly [name: string, meaning: string])[] = [
  ['TURBOSMTP_PROFILE', 'stands in for --profile'],
  ['TURBOSMTP_BASE_URL', 'stands in for --base-url'],
  ['TURBOSMTP_EMAIL', 'stands in for --email'],
  ['TURBOSMTP_AUTH_STORE_KEY', 'seals the stored key: 32 random bytes as base64url'],
  ['TURBOSMTP_AUTH_STORE_KEY_FILE', 'a file that holds that, by its absolute path'],
  ['TURBOSMTP_AUTH_KEYCHAIN', '"off": do not use the keychain of the operating system'],
  ['NO_COLOR, FORCE_COLOR', 'without colours, or with colours where there is no terminal'],
  ['LC_ALL, LC_MESSAGES, LANG', 'the language of errors: English, Italian, Spanish, French or German'],
];

const storage = `Where the key is kept:
  In a file that is sealed with TURBOSMTP_AUTH_STORE_KEY where that is set (or another place for it, see docs),
  otherwise in the keychain of the operating system. Where there is neither, nothing is kept and this program
  says what to do. It makes no plain file. \`turbosmtp-auth doctor\` says which it is, and why.`;

const secrets = `Passwords and tokens:
  They are asked for without being shown or, where standard input is no terminal, read from it, one a line. They
  are never taken from the command line, where other users see them and the shell keeps them in its history.`;

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
    ...(input === undefined ? [] : [`Standard input, where it is no terminal:\n  ${input}`]),
    ...examplesOf(command),
    ...(also.length > 0 ? [exits(also)] : []),
  ].join('\n\n');
}

/** What follows the list of commands. */
export const programHelpAfter: string = [
  '',
  ...examplesOf({
    examples: [
      ['turbosmtp-auth login', 'Log in once; programs of this user that use the same profile find the key'],
      [
        "turbosmtp-auth key --reveal | sed 's/^/Authorization: /' | curl -H @- https://…",
        'Use the key in a script, where no process list shows it',
      ],
      ['turbosmtp-auth doctor', 'Find out what is wrong, and what to do about it'],
    ],
  }),
  secrets,
  storage,
  columns('Environment:', variables),
  exits(Object.keys(exitCodes) as Ending[]), // its keys are all there are
].join('\n\n');
