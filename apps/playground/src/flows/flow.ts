import type { CallOptions, ConsumerPair, InputField, OperationName } from '@turbosmtp-auth/browser';
import type { Bench } from '../service/bench.ts';

/** A flow is named by the client's verb. */
export type FlowId = OperationName | 'fetch';

/** What a form says about a field. */
export interface FieldText {
  readonly label: string;
  readonly hint?: string;
  readonly autocomplete?: AutoFill;
}

/** One input of a form. */
export interface Field extends FieldText {
  readonly name: string;
  /** `newPassword` comes with a checklist and a generator. */
  readonly kind: InputField['kind'] | 'path';
  readonly optional?: boolean | undefined;
  /** Of `choices`: any number of them may be ticked. */
  readonly choices?: readonly string[] | undefined;
}

/** What was typed: texts, flags as `'on'` or `''`, and choices with spaces between them. */
export type Values = Readonly<Record<string, string>>;

/** What a flow has to say once it succeeded. */
export interface Told {
  readonly summary: string;
  /** A JSON value to show, secrets masked. */
  readonly detail?: unknown;
  /** How it went: `'note'` where the service said no in a way that is an answer. */
  readonly tone?: 'good' | 'note';
  /** A consumer pair that was just made: its secret is not told again, so it is offered to be copied and used. */
  readonly pair?: ConsumerPair;
}

/** One thing to try, as data: the form, the snippet and the description derive from it. */
export interface Flow {
  readonly id: FlowId;
  readonly title: string;
  readonly lead: string;
  readonly fields: readonly Field[];
  readonly submit: string;
  /** Source of a function to paste. */
  readonly snippet: string;
  run(bench: Pick<Bench, 'client' | 'asConsumer'>, values: Values, options: CallOptions): Promise<Told>;
}
