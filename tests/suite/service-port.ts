import type { Clock } from '@turbosmtp-auth/core';
import type { Account, Consumer, Fault, LoggedRequest, Mail, Switches } from '@turbosmtp-auth/sandbox';

/** The sandbox as a case sees it, whether it runs in the same process or behind HTTP. */
export interface ServicePort {
  readonly mode: 'in process' | 'over HTTP';
  readonly baseUrl: string;
  /** Reaches the service; cases use it to look at the wire without the client. */
  readonly fetch: typeof globalThis.fetch;
  /** What the client is to fetch with; absent: whatever its adapter brings, since the service is a real server. */
  readonly clientFetch: typeof globalThis.fetch | undefined;
  /** The clock that `advance` moves, for clients. */
  readonly clock: Clock;
  addAccount(account: Account): Promise<void>;
  addConsumer(consumer: Consumer): Promise<void>;
  addFault(fault: Fault): Promise<void>;
  clearFaults(): Promise<void>;
  setSwitches(switches: Partial<Switches>): Promise<void>;
  /** The mails that were sent, oldest first. */
  outbox(): Promise<readonly Mail[]>;
  /** Requests to the API, in order of arrival. */
  requests(): Promise<readonly LoggedRequest[]>;
  /** The keys that are valid now. */
  keys(): Promise<readonly { account: string; expiresAt: number | null }[]>;
  revokeKeys(): Promise<void>;
  /** Moves the service's clock and {@link clock} forward. */
  advance(ms: number): Promise<void>;
  /** Forgets everything that cases did. */
  reset(): Promise<void>;
}
