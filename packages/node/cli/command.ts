import type { Client, KeyStore } from '@turbosmtp-auth/node';
import type { Ending } from './exit-codes.ts';
import type { Flags } from './flags.ts';
import type { FollowUp } from './follow-up.ts';
import type { Paint, Symbols } from './paint.ts';
import type { Questions } from './secrets/questions.ts';

/** An option as help, parser and completions know it. */
export interface OptionSpec {
  /** `--label <text>`; with a short form, that first. */
  readonly flags: string;
  readonly description: string;
  readonly choices?: readonly string[];
  /** Whether it may be given several times. */
  readonly many?: boolean;
  /** The variable that stands in for it. */
  readonly env?: string;
}

/** A value that a command takes without an option. */
export interface ArgumentSpec {
  readonly name: string;
  readonly description: string;
  readonly choices?: readonly string[];
}

/** What a command came to: an object for programs, lines for people. */
export interface Outcome {
  /** What `--json` prints. No secret is in it unless one was asked for. */
  readonly json: object;
  /** What goes to standard output otherwise. */
  readonly lines: readonly string[];
  /** For people as well, on standard error. */
  readonly notes?: readonly string[];
  readonly ending?: Ending;
  /** Undoes what is of no use if it cannot be printed, and says what became of it. */
  readonly undelivered?: () => Promise<Error>;
}

/** What a command works with. */
export interface Invocation {
  readonly profile: string;
  readonly baseUrl: string;
  /** Milliseconds that the service may take; `undefined`: the library's default. */
  readonly timeout: number | undefined;
  readonly flags: Flags;
  /** Of the flags, what was typed, and not taken from variables. */
  readonly typed: Flags;
  readonly argument: string;
  /** All commands there are. */
  readonly commands: readonly CommandSpec[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Writes the command to go on with as it has to be typed: of its words. */
  readonly follow: FollowUp;
  /** For calls of the client: ends them on Ctrl-C. */
  readonly signal: AbortSignal;
  readonly questions: Questions;
  /** For lines on standard output. */
  readonly paint: Paint;
  readonly symbols: Symbols;
  /** How many logins of that client were answered with 403, as those with a password that is not valid are. */
  refusedLogins(): number;
  /** The client of the profile. Closed when the command is over. */
  client(): Promise<Client>;
  /** Where that client keeps its key. */
  keyStore(): Promise<KeyStore>;
}

/** A command. The parser, the help and the completions are made from it. */
export interface CommandSpec {
  readonly name: string;
  /** One line, for lists. */
  readonly summary: string;
  /** What more there is to say. */
  readonly description?: string;
  readonly argument?: ArgumentSpec;
  readonly options?: readonly OptionSpec[];
  /** What is read from standard input where that is no terminal. */
  readonly input?: string;
  readonly examples?: readonly (readonly [line: string, why: string])[];
  /** How it may end, beside `done`, `usage` and `unexpected`. */
  readonly endings?: readonly Ending[];
  readonly commands?: readonly CommandSpec[];
  run?(invocation: Invocation): Promise<Outcome>;
}
