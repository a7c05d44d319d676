import type { Ending } from './exit-codes.ts';

/** A failure that this program itself has to tell. Fixed sentences: what was typed may be a secret. */
export class Failure extends Error {
  readonly code: string;
  readonly hint: string;
  readonly ending: Ending;
  /** The words of the command to go on with, where there is one: `login`. */
  readonly next: string | undefined;

  constructor(code: string, message: string, hint: string, ending: Ending, next?: string) {
    super(message);
    this.code = code;
    this.hint = hint;
    this.ending = ending;
    this.next = next;
  }
}

/** Arguments or inputs that cannot be. */
export const usage = (message: string, hint: string): Failure => new Failure('usage', message, hint, 'usage');

/** A person, the terminal or the system ended the program. */
export const interrupted = (ending: 'hungUp' | 'interrupted' | 'terminated'): Failure =>
  new Failure('interrupted', 'Interrupted.', 'Run the command again when ready.', ending);
