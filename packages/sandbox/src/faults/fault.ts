/** Which requests a fault is for. Everything given must hold; nothing given means every request. */
export interface FaultMatch {
  /**
   * The SDK's name of the operation (`login`, `changePassword`, …), `sendMail`, `authorizeSubaccount`, or `resource` for any other path. Default: any.
   */
  readonly operation?: string;
  /** HTTP method, in upper case. Default: any. */
  readonly method?: string;
  /** The whole path, without the query: `/api/v2/authorize`. Default: any. */
  readonly path?: string;
}

/** What every fault can say besides what it does. */
export interface FaultCommon {
  /** Which requests it is for. Default: every request. */
  readonly match?: FaultMatch;
  /** How many matching requests it hits. Default: 1. */
  readonly times?: number | 'always';
  /** How many matching requests it lets pass first. Default: 0. */
  readonly skip?: number;
  /** Milliseconds, on the sandbox's clock, before the service sees the request. Default: 0. */
  readonly latency?: number;
  /** Milliseconds, on the sandbox's clock, that the reply is held back after the request was handled. Default: 0. */
  readonly replyLatency?: number;
}

/** What a fault that answers can say about its answer. */
export interface FaultAnswer extends FaultCommon {
  /** HTTP status. Default: the kind of fault says. */
  readonly status?: number;
  /** Default: empty. With `reflect`, the secrets stand after it. */
  readonly statusText?: string;
  /** Headers beside those of the fault, or in their place. Default: none. */
  readonly headers?: { readonly [name: string]: string };
  /**
   * Whether the service handles the request all the same, its own reply then being replaced or mistreated. Default: true for
   * `stalled`, `slow` and `wrongLength`, else false.
   */
  readonly handled?: boolean;
  /**
   * Repeats every secret of the request (key, pair, passwords, token) in the body, in the header `x-reflected` and in the
   * status text. A program that prints a reply then prints a secret. Default: false.
   */
  readonly reflect?: boolean;
}

/** Nothing but `latency` and `replyLatency`. */
export interface DelayFault extends FaultCommon {
  readonly kind: 'delay';
}

/** The connection is lost: `fetch` rejects with a `TypeError`; over HTTP the socket is destroyed. */
export interface DropFault extends FaultCommon {
  readonly kind: 'drop';
  /**
   * - `connect`: refused, and not logged: nothing was sent. (A server cannot refuse after accepting: over HTTP as `before`.)
   * - `before`: the request arrived and was not handled.
   * - `during`: it was handled; status, headers and half of the body arrived.
   * - `after`: it was handled; no reply arrived.
   */
  readonly when: 'connect' | 'before' | 'during' | 'after';
}

/** Any reply you like, by default an empty one with status 200. `handled` defaults to false. */
export interface ReplyFault extends FaultAnswer {
  readonly kind: 'reply';
  /** The body as a JSON value. Excludes `text`. Default: no JSON. */
  readonly json?: unknown;
  /** The body as it stands. Default: empty. */
  readonly text?: string;
  /** Default: `application/json` with `json`, `text/plain` with `text`. */
  readonly mediaType?: string;
}

/** A redirect, by default 307, which re-sends the body. */
export interface RedirectFault extends FaultAnswer {
  readonly kind: 'redirect';
  /** Where it leads. */
  readonly location: string;
  /** Default: 307. */
  readonly status?: 301 | 302 | 303 | 307 | 308;
  /**
   * In process, show `redirect: 'manual'` what a browser shows: type `opaqueredirect`, status 0, no headers.
   * Over HTTP the real browser does that by itself. Default: false.
   */
  readonly opaque?: boolean;
}

/** A page, as a gateway or firewall sends it, by default with status 502. */
export interface HtmlFault extends FaultAnswer {
  readonly kind: 'html';
}

/** JSON that breaks off, by default with status 200. */
export interface MalformedJsonFault extends FaultAnswer {
  readonly kind: 'malformedJson';
}

/** `{ "message": code }`, by default with status 400: a code the service has added since. */
export interface CodeFault extends FaultAnswer {
  readonly kind: 'code';
  /** Default: `a_code_from_the_future`; with `reflect`, one of the request's secrets itself. */
  readonly code?: string;
}

/** No body at all, by default with status 200. */
export interface EmptyFault extends FaultAnswer {
  readonly kind: 'empty';
}

/** The service's own reply (`handled` defaults to true), delivered badly. */
export interface MistreatedFault extends FaultAnswer {
  /** `stalled`: headers and one byte, then silence for ever. `slow`: one byte a second. */
  readonly kind: 'stalled' | 'slow';
}

/** The service's own reply (`handled` defaults to true) under a `Content-Length` that is not its length. */
export interface WrongLengthFault extends FaultAnswer {
  readonly kind: 'wrongLength';
  /** More than there is: the body breaks off with an error. Less: it is cut. */
  readonly contentLength: number;
}

/** A body without end, sent as fast as it is read, by default with status 200. */
export interface EndlessFault extends FaultAnswer {
  readonly kind: 'endless';
}

/** A body that is small on the wire (gzip within gzip, over HTTP) and huge once decoded, by default with status 200. */
export interface BombFault extends FaultAnswer {
  readonly kind: 'bomb';
  /** Bytes after decoding. Default: 200,000,000. */
  readonly bytes?: number;
}

/**
 * Something that goes wrong, as plain JSON: the same object goes to `sandbox.faults.add()` and, over HTTP, to
 * `POST /_sandbox/faults`. A request meets at most one fault: the first added that matches and is not used up.
 */
export type Fault =
  | DelayFault
  | DropFault
  | ReplyFault
  | RedirectFault
  | HtmlFault
  | MalformedJsonFault
  | CodeFault
  | EmptyFault
  | MistreatedFault
  | WrongLengthFault
  | EndlessFault
  | BombFault;

/** The faults that answer, and so can reflect. */
export type AnsweringFault = Exclude<Fault, DelayFault | DropFault>;
