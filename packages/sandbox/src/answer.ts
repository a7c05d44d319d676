/** What a route answers: a status and a JSON value. */
export interface Answer {
  readonly status: number;
  readonly json: unknown;
  /** The JSON as text, where it is more than `JSON.stringify` can say. Default: that of `json`. */
  readonly text?: string;
  readonly headers?: { readonly [name: string]: string };
}

/** An error as the service words it. */
export function refusal(status: number, code: string): Answer {
  return { status, json: { message: code } };
}

/** The reply of every operation that has nothing else to say. */
export const success: Answer = { status: 200, json: { message: 'success' } };
