import type { Paint, Symbols } from '../paint.ts';

/** What questions are asked with. */
export interface Terminal {
  readonly stdin: NodeJS.ReadStream;
  /** Where a person reads: standard error, so that standard output holds results only. */
  readonly output: NodeJS.WriteStream | undefined;
  readonly signal: AbortSignal;
  readonly paint: Paint;
  readonly symbols: Symbols;
}
