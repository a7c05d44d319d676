import type { Client } from "./index";

export interface $Fetch {
  <T = any, R extends ResponseType = "json">(request: FetchRequest, options?: FetchOptions<R>): Promise<MappedResponseType<R, T>>;
  raw<T = any, R extends ResponseType = "json">(request: FetchRequest, options?: FetchOptions<R>): Promise<FetchResponse<MappedResponseType<R, T>>>;
  native: typeof globalThis.fetch;
  create(defaults: FetchOptions, globalOptions?: CreateFetchOptions): $Fetch;
}
export declare function createApi(client: Pick<Client, "fetch">): $Fetch;
export interface CreateFetchOptions {
  defaults?: FetchOptions;
  fetch?: typeof globalThis.fetch;
  Headers?: typeof Headers;
  AbortController?: typeof AbortController;
}
export interface FetchContext<T = any, R extends ResponseType = ResponseType> {
  request: FetchRequest;
  options: ResolvedFetchOptions<R>;
  response?: FetchResponse<T>;
  error?: Error;
}
export declare class FetchError extends Error {
  override get name(): string;
  readonly status: number;
  readonly method: string;
  readonly path: string;
  readonly retryAt?: Date;
  constructor({ status, method, path, retryAt }: FetchErrorDetails);
}
export interface FetchErrorDetails {
  readonly status: number;
  readonly method: string;
  readonly path: string;
  readonly retryAt?: Date | undefined;
}
export type FetchHook<C extends FetchContext = FetchContext> = (context: C) => void | Promise<void>;
export interface FetchHooks<T = any, R extends ResponseType = ResponseType> {
  onRequest?: FetchHook<FetchContext<T, R>> | FetchHook<FetchContext<T, R>>[];
  onRequestError?: FetchHook<FetchContext<T, R> & {
    error: Error;
  }> | FetchHook<FetchContext<T, R> & {
    error: Error;
  }>[];
  onResponse?: FetchHook<FetchContext<T, R> & {
    response: FetchResponse<T>;
  }> | FetchHook<FetchContext<T, R> & {
    response: FetchResponse<T>;
  }>[];
  onResponseError?: FetchHook<FetchContext<T, R> & {
    response: FetchResponse<T>;
  }> | FetchHook<FetchContext<T, R> & {
    response: FetchResponse<T>;
  }>[];
}
export interface FetchOptions<R extends ResponseType = ResponseType, T = any> extends Omit<RequestInit, "body">, FetchHooks<T, R> {
  baseURL?: string;
  body?: RequestInit["body"] | Record<string, any>;
  ignoreResponseError?: boolean;
  params?: Record<string, any>;
  query?: Record<string, any>;
  parseResponse?: (responseText: string) => any;
  responseType?: R;
  duplex?: "half" | undefined;
  agent?: unknown;
  timeout?: number;
  retry?: number | false;
  retryDelay?: number | ((context: FetchContext<T, R>) => number);
  retryStatusCodes?: number[];
}
export type FetchRequest = string | Request;
export interface FetchResponse<T> extends Response {
  _data?: T;
}
export type MappedResponseType<R extends ResponseType, JsonType = any> = R extends keyof ResponseMap ? ResponseMap[R] : JsonType;
export interface ResolvedFetchOptions<R extends ResponseType = ResponseType, T = any> extends FetchOptions<R, T> {
  headers: Headers;
}
export interface ResponseMap {
  blob: Blob;
  text: string;
  arrayBuffer: ArrayBuffer;
  stream: ReadableStream<Uint8Array>;
}
export type ResponseType = keyof ResponseMap | "json";
