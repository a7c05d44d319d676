import type { StandardSchema } from '../standard-schema.ts';

/** How a call proves who it is (contract, "Authenticating a call"). */
export type AuthScheme = 'key' | 'consumer';

/** What an operation puts on the wire beyond its method and path. */
export interface WireParts {
  readonly body?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, string>>;
  /** What stands for `{name}` in the path. */
  readonly path?: Readonly<Record<string, string>>;
}

/** The codes documented for each status. */
export type CodeTable = Readonly<Partial<Record<400 | 401 | 403 | 404, readonly string[]>>>;

/**
 * An operation as data: the client method, the error types, the documentation and the forms derive from it.
 * The issue messages of its schemas are codes, never sentences or values.
 */
export interface Operation<Input, Output, Codes extends CodeTable = CodeTable> {
  /** The verb, the same in every place. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path below the base URL. */
  readonly path: string;
  /** Schemes the service takes; none: the call needs no authentication. */
  readonly auth: readonly AuthScheme[];
  /** Whether sending it twice does what sending it once does. */
  readonly repeatable: boolean;
  /** What the caller gives. */
  readonly request: StandardSchema<unknown, Input>;
  /** Says the caller's input in the service's words. */
  toWire(input: Input): WireParts;
  /** The status of success. */
  readonly success: 200 | 201;
  /** The documented JSON of success, turned into the result. */
  readonly reply: StandardSchema<unknown, Output>;
  /** Documented refusals that answer the question asked, with the answer. */
  readonly answers?: Readonly<Record<string, Output>>;
  readonly codes: Codes;
}
