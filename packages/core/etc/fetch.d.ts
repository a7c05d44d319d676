import type { NetworkError } from "./index";

export interface ConnectFailure {
  readonly reason: string;
  readonly hint: string;
  readonly passing: boolean;
}
export declare function explaining(inner: typeof globalThis.fetch, connectFailure: (error: unknown) => ConnectFailure | undefined): typeof globalThis.fetch;
export declare class UnreachableError extends NetworkError {
  readonly reason: string;
  constructor({ reason, hint, passing }: ConnectFailure);
}
