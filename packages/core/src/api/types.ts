// biome-ignore-all lint/suspicious/noExplicitAny: as in ofetch, where the type of a result is what the caller says.

// The types of ofetch, so far as an instance has them here. They are written out so that each has a description, and so that they
// stand by themselves, without the types of undici. A type test compares them with those of ofetch.

/** What a call asks for: a path, an absolute URL, or a `Request`. */
export type FetchRequest = string | Request;

/** What a result can be beside JSON, by the word for it. */
export interface ResponseMap {
  /** The body, with its media type. */
  blob: Blob;
  /** The body as text. */
  text: string;
  /** The bytes of the body. */
  arrayBuffer: ArrayBuffer;
  /** The body, not read yet. */
  stream: ReadableStream<Uint8Array>;
}

/** How a body is read. */
export type ResponseType = keyof ResponseMap | 'json';

/** The type of a result that is read in this way. Of JSON, it is what the caller says. */
export type MappedResponseType<R extends ResponseType, JsonType = any> = R extends keyof ResponseMap
  ? ResponseMap[R]
  : JsonType;

/** A response of `raw`. */
export interface FetchResponse<T> extends Response {
  /** The result. */
  _data?: T;
}

/** Is called with what is known of the call by then. The call waits for what it answers. */
export type FetchHook<C extends FetchContext = FetchContext> = (context: C) => void | Promise<void>;

/** What is called while a call is made, one after the other if there are several. Default: nothing. */
export interface FetchHooks<T = any, R extends ResponseType = ResponseType> {
  /** Before the request is sent. It may change the options. */
  onRequest?: FetchHook<FetchContext<T, R>> | FetchHook<FetchContext<T, R>>[];
  /** If the request failed. */
  onRequestError?:
    | FetchHook<
        FetchContext<T, R> & {
          /** What it failed with. */
          error: Error;
        }
      >
    | FetchHook<
        FetchContext<T, R> & {
          /** What it failed with. */
          error: Error;
        }
      >[];
  /** Once the answer was read. */
  onResponse?:
    | FetchHook<
        FetchContext<T, R> & {
          /** The answer, with the result. */
          response: FetchResponse<T>;
        }
      >
    | FetchHook<
        FetchContext<T, R> & {
          /** The answer, with the result. */
          response: FetchResponse<T>;
        }
      >[];
  /** Once an answer with a status from 400 to 599 was read. */
  onResponseError?:
    | FetchHook<
        FetchContext<T, R> & {
          /** The answer, with what the service said. */
          response: FetchResponse<T>;
        }
      >
    | FetchHook<
        FetchContext<T, R> & {
          /** The answer, with what the service said. */
          response: FetchResponse<T>;
        }
      >[];
}

/** How one call is made: what `fetch` takes, and what ofetch adds. */
export interface FetchOptions<R extends ResponseType = ResponseType, T = any>
  extends Omit<RequestInit, 'body'>,
    FetchHooks<T, R> {
  /** Comes before the path. Default: the base URL of the client. */
  baseURL?: string;
  /** Sent as JSON if it is an object or an array, and else as `fetch` does. Default: none. */
  body?: RequestInit['body'] | Record<string, any>;
  /** Resolves also if the service answers with an error status. Default `false`. */
  ignoreResponseError?: boolean;
  /**
   * Default: none.
   *
   * @deprecated Use `query`.
   */
  params?: Record<string, any>;
  /** Put into the URL: an object, or URLSearchParams. Default: none. */
  query?: Record<string, any>;
  /** Makes the result of the text of a body. Default: JSON is read. */
  parseResponse?: (responseText: string) => any;
  /** How the body is read. Default `json`. */
  responseType?: R;
  /** `half` for a body that is a stream, where it is set by itself. Default: absent. */
  duplex?: 'half' | undefined;
  /** Of old versions of Node; it does nothing here. Default: absent. */
  agent?: unknown;
  /** Milliseconds for the whole call. Default: the client's own limit, which does not cover the body. */
  timeout?: number;
  /** How often a call is repeated; default `false`. See `createApi`. */
  retry?: number | false;
  /** Milliseconds before a repetition, or what says so. Default 0. */
  retryDelay?: number | ((context: FetchContext<T, R>) => number);
  /** After which statuses a call is repeated. Default 408, 409, 425, 429, 500, 502, 503 and 504. */
  retryStatusCodes?: number[];
}

/** The options of a call, with the defaults of the instance. */
export interface ResolvedFetchOptions<R extends ResponseType = ResponseType, T = any>
  extends FetchOptions<R, T> {
  /** All that are sent, without the authorisation. */
  headers: Headers;
}

/** What is known of a call. */
export interface FetchContext<T = any, R extends ResponseType = ResponseType> {
  /** What was asked for. */
  request: FetchRequest;
  /** How. */
  options: ResolvedFetchOptions<R>;
  /** The answer, once there is one. */
  response?: FetchResponse<T>;
  /** What the request failed with, if it did. */
  error?: Error;
}

/** What an instance can be made with beside its defaults. */
export interface CreateFetchOptions {
  /** Defaults as well. Default: none. */
  defaults?: FetchOptions;
  /** It is ignored: an instance sends through its client. Default: absent. */
  fetch?: typeof globalThis.fetch;
  /** Default: those of the runtime. */
  Headers?: typeof Headers;
  /** Default: that of the runtime. */
  AbortController?: typeof AbortController;
}

/** An instance of ofetch: it is called with a path, and resolves with the result. */
export interface $Fetch {
  /** Makes a call, and resolves with its result. The errors are those of `createApi`. */
  <T = any, R extends ResponseType = 'json'>(
    request: FetchRequest,
    options?: FetchOptions<R>,
  ): Promise<MappedResponseType<R, T>>;
  /**
   * Makes a call, and resolves with the response; its `_data` is the result.
   *
   * @throws {FetchError} and all that `createApi` lists.
   */
  raw<T = any, R extends ResponseType = 'json'>(
    request: FetchRequest,
    options?: FetchOptions<R>,
  ): Promise<FetchResponse<MappedResponseType<R, T>>>;
  /** The `fetch` of the client. */
  native: typeof globalThis.fetch;
  /** An instance over the same client, with these defaults. */
  create(defaults: FetchOptions, globalOptions?: CreateFetchOptions): $Fetch;
}
