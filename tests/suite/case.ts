import type { Client, ClientOptions, Credentials } from '@turbosmtp-auth/core';
import type { Visit } from './run-suite.ts';
import type { ServicePort } from './service-port.ts';

/** What a case gets: a service that was just reset, an account on it, and a way to make clients of it. */
export interface Context {
  readonly service: ServicePort;
  /** An account of this case's own, already on the service. */
  readonly account: Credentials;
  /** This case's own profile, which is what `createClient` uses unless told otherwise. */
  readonly profile: string;
  /** A client of the service made by the runtime's adapter; it is closed after the case. */
  createClient(options?: ClientOptions): Client;
  /** The adapter's own `createClient`, with nothing decided for it. */
  readonly adapter: (options: ClientOptions) => Client;
  /** How the runtime prints a value to a console, hidden properties and getters included. */
  inspect(value: unknown): string;
  /** Hears what tools of the runtime can hear of the calls, until the returned function is called. `undefined`: there are no such tools. */
  overhear(tell: (heard: unknown) => void): (() => void) | undefined;
  /** Runs work as one of several requests that a program serves. */
  readonly visit: Visit;
}

/** One thing that must be true on every runtime. It throws when it is not. */
export interface Case {
  readonly name: string;
  /** Set where every answer is the case's own doing, so that a network on the way adds time and nothing else. */
  readonly inProcessOnly?: boolean;
  run(context: Context): Promise<void>;
}

/** Puts a title before the names of cases. */
export function theme(title: string, cases: readonly Case[]): readonly Case[] {
  return cases.map((each) => ({ ...each, name: `${title}: ${each.name}` }));
}
