import type { CallOptions, Client, OperationName } from '@turbosmtp-auth/browser';

/** A flow is named by the client's verb. */
export type FlowId = OperationName | 'fetch';

/** One input of a form. */
export interface Field {
  readonly name: string;
  readonly label: string;
  /** `new-password` comes with a checklist and a generator. */
  readonly kind: 'email' | 'password' | 'new-password' | 'confirmation' | 'token' | 'path' | 'flag';
  readonly hint?: string;
  readonly autocomplete?: AutoFill;
}

/** What was typed: texts, and flags as `'on'` or `''`. */
export type Values = Readonly<Record<string, string>>;

/** What a flow has to say once it succeeded. */
export interface Told {
  readonly summary: string;
  /** A JSON value to show, secrets masked. */
  readonly detail?: unknown;
  /** How it went: `'note'` where the service said no in a way that is an answer. */
  readonly tone?: 'good' | 'note';
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
  run(client: Client, values: Values, options: CallOptions): Promise<Told>;
}
