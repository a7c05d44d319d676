import type { Paint, Symbols } from '../paint.ts';

/** What questions are asked with. */
export interface Terminal {
  readonly stdin: NodeJS.ReadStream;
  /** Where a person reads: standard error, so that standard output holds results only. */
  readonly output: NodeJS.WriteStream | undefined;
  /** Says a line on standard error, whether that is a terminal or not. */
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
  /** Ends the command as a signal does. */
  readonly end: (name: 'SIGINT' | 'SIGHUP') => void;
  readonly paint: Paint;
  /** It takes nothing away that was written: only text is written. */
  readonly isDumb: boolean;
  readonly symbols: Symbols;
}
