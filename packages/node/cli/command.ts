import type { Client, ConsumerPair, KeyStore } from '@turbosmtp-auth/node';
import type { Ending } from './exit-codes.ts';
import type { Flags } from './flags.ts';
import type { FollowUp } from './follow-up.ts';
import type { Paint, Symbols } from './paint.ts';
import type { ChosenProfile } from './profiles/choose-profile.ts';
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
  /** Whether it is several words. */
  readonly words?: boolean;
  /** How the line of usage writes it: `-- <command...>`. */
  readonly usage?: string;
  /** Whether all of it stands after `--`, so that nothing of it is taken for an option of this program. */
  readonly afterDashes?: boolean;
}

/** What a command came to: an object for programs, lines for people. */
export interface Outcome {
  /** What `--json` prints. No secret is in it unless one was asked for. */
  readonly json: object;
  /** What goes to standard output otherwise. */
  readonly lines: readonly string[];
  /** Whether a terminal gets the lines as they are, and not broken between words. */
  readonly exact?: boolean;
  /** What goes to standard output in the place of lines, byte for byte and as it comes. */
  readonly stream?: AsyncIterable<Uint8Array>;
  /** For people as well, on standard error. */
  readonly notes?: readonly string[];
  readonly ending?: Ending;
  /** Undoes what is of no use if it cannot be printed, and says what became of it. */
  readonly undelivered?: () => Promise<Error>;
}

/** How another program ended that ran in place of this one, which has printed what there was to print. */
export interface PassedOn {
  readonly passedOn: number | NodeJS.Signals;
}

/** What a command works with. */
export interface Invocation {
  readonly profile: string;
  /** Why it is that profile. */
  readonly profileChoice: ChosenProfile;
  readonly baseUrl: string;
  /** Milliseconds that the service may take; `undefined`: the library's default. */
  readonly timeout: number | undefined;
  readonly flags: Flags;
  /** Of the flags, what was typed, and not taken from variables. */
  readonly typed: Flags;
  readonly argument: string;
  /** All words of the argument, of which that is the first. */
  readonly words: readonly string[];
  /** All commands there are. */
  readonly commands: readonly CommandSpec[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Writes the command to go on with as it has to be typed: of its words. */
  readonly follow: FollowUp;
  /** For calls of the client: ends them on Ctrl-C. */
  readonly signal: AbortSignal;
  /** From now on, and until that is disposed of, this is called for each signal, and a signal ends nothing here. */
  divertSignals(each: (name: NodeJS.Signals) => void): Disposable;
  readonly questions: Questions;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: Pick<NodeJS.WriteStream, 'isTTY' | 'columns'>;
  /** Whether any of the standard streams is a terminal. */
  readonly onTerminal: boolean;
  /** Says a line to a person, on standard error. With `--json` it says nothing. */
  note(line: string): void;
  /** Says a line on standard error in any case: what a person has to know to go on. */
  say(line: string): void;
  /** For lines on standard output. */
  readonly paint: Paint;
  readonly symbols: Symbols;
  /** How many logins of that client were answered with 403, as those with a password that is not valid are. */
  refusedLogins(): number;
  /** The client of the profile, or of a consumer pair. The first call decides. Closed when the command is over. */
  client(consumer?: ConsumerPair): Promise<Client>;
  /** Another client of the profile, whose requests are no part of what is interrupted. Closed as well. */
  clientApart(): Promise<Client>;
  /** Where that client keeps its key. */
  keyStore(): Promise<KeyStore>;
}

/** A command. The parser, the help and the completions are made from it. */
export interface CommandSpec {
  readonly name: string;
  /** Another word for it. */
  readonly alias?: string;
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
  /** Whether it always asks for something, unless that was given. */
  readonly asks?: boolean;
  /** Whether it has nothing to do with a profile, or promises to change nothing. */
  readonly apart?: boolean;
  run?(invocation: Invocation): Promise<Outcome | PassedOn>;
}
