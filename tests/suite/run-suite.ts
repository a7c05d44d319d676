import type { Client, ClientOptions } from '@turbosmtp-auth/core';
import type { Case, Context } from './case.ts';
import type { ServicePort } from './service-port.ts';

/** What a runtime brings to the suite. */
export interface Host {
  /** The runtime's adapter, with a store that is thrown away with the run. */
  createClient(options: ClientOptions): Client;
  /** Prints a value with all it hides. */
  inspect(value: unknown): string;
}

/** What came of one case. */
export interface Outcome {
  readonly mode: ServicePort['mode'];
  readonly name: string;
  readonly ms: number;
  /** Why it failed; absent when it passed. */
  readonly failure?: string;
}

/** What a runtime says about itself and its cases. */
export interface Report {
  /** The version as the runtime itself tells it; absent where it does not. */
  readonly version?: string;
  readonly outcomes: readonly Outcome[];
}

/** No case needs a tenth of this on an idle machine; a case that hangs must not hang the run. */
const patience = 30_000;

/** Runs every case on every port, one after another. */
export async function runSuite(
  cases: readonly Case[],
  host: Host,
  ports: readonly ServicePort[],
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const port of ports)
    for (const [index, one] of cases.entries()) outcomes.push(await runCase(one, index, host, port));
  return outcomes;
}

async function runCase(
  { name, run }: Case,
  index: number,
  host: Host,
  service: ServicePort,
): Promise<Outcome> {
  const start = Date.now();
  const result = (failure?: string): Outcome => ({
    mode: service.mode,
    name,
    ms: Date.now() - start,
    ...(failure !== undefined && { failure }),
  });
  const clients: Client[] = [];
  try {
    await service.reset();
    const context = prepare(index, host, service, clients);
    await service.addAccount(context.account);
    await withPatience(run(context));
    await withPatience(closeAll(clients));
    return result();
  } catch (error) {
    // The case has failed already: what its clients still do must only not reach into the next one.
    await withPatience(closeAll(clients)).catch(() => {});
    return result(error instanceof Error ? (error.stack ?? String(error)) : String(error));
  }
}

const closeAll = (clients: readonly Client[]): Promise<unknown> =>
  Promise.all(clients.map((client) => client.close()));

/** A profile per case and mode, so that what one case stores no other case finds. */
function prepare(index: number, host: Host, service: ServicePort, clients: Client[]): Context {
  const profile = `case-${index}${service.mode === 'over HTTP' ? '-http' : ''}`;
  return {
    service,
    profile,
    account: { email: `${profile}@example.com`, password: 'Correct-Horse-9' },
    createClient(options = {}) {
      const { baseUrl, clientFetch, clock } = service;
      const client = host.createClient({
        baseUrl,
        clock,
        profile,
        ...(clientFetch && { fetch: clientFetch }),
        ...options,
      });
      clients.push(client);
      return client;
    },
    adapter: host.createClient,
    inspect: host.inspect,
  };
}

async function withPatience(work: Promise<unknown>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hung = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the case was still running after ${patience} ms`)), patience);
  });
  try {
    await Promise.race([work, hung]);
  } finally {
    clearTimeout(timer);
  }
}
