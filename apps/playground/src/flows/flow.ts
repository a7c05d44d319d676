import type { CallOptions, ConsumerPair, InputField, OperationName } from '@turbosmtp-auth/browser';
import type { Bench } from '../service/bench.ts';

/** A flow is named by the client's verb. */
export type FlowId = OperationName | 'fetch' | 'settlePasswordChange';

/** What a flow is for, as the navigation groups them. */
export type FlowGroup = 'Sign in' | 'Use' | 'Password' | 'Keys';

/** What a form says about a field. */
export interface FieldText {
  readonly label: string;
  readonly hint?: string;
  readonly autocomplete?: AutoFill;
  /** Which keyboard a phone shows. */
  readonly inputmode?: 'email' | 'url' | 'text';
}

/** One input of a form. */
export interface Field extends FieldText {
  readonly name: string;
  /** `newPassword` comes with a checklist and a generator; of an `option`, one of its `choices` is chosen. */
  readonly kind: InputField['kind'] | 'path' | 'option' | 'json';
  readonly optional?: boolean | undefined;
  /** It needs half a row at most: the next half stands beside it. */
  readonly half?: boolean;
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
  /** How it went: `'note'` if the service said no in a way that is an answer, `'earlier'` if it no longer holds. */
  readonly tone?: 'good' | 'note' | 'earlier';
  /** A consumer pair that was just made: its secret is not told again, so it is offered to be copied and used. */
  readonly pair?: ConsumerPair;
  /** A mail was sent: the sandbox has it in the outbox. */
  readonly mailed?: boolean;
  /** The code of a refusal that is an answer: what to do next is offered as for an error. */
  readonly refusal?: string;
}

/** One thing to try, as data: the form, the snippet and the description derive from it. */
export interface Flow {
  readonly id: FlowId;
  readonly group: FlowGroup;
  readonly title: string;
  /** What the menu adds to a title that does not explain itself. */
  readonly note?: string;
  readonly lead: string;
  readonly fields: readonly Field[];
  readonly submit: string;
  /** Source of a function to paste. */
  readonly snippet: string;
  /** The call of that function with what the form holds, a placeholder for each secret. */
  call(values: Values): string;
  /** What the snippet's client is made with, if it is more than nothing. */
  client?(values: Values): Readonly<Record<string, unknown>>;
  run(bench: Pick<Bench, 'client' | 'asConsumer'>, values: Values, options: CallOptions): Promise<Told>;
}
