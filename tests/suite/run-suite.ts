import type { Client, ClientOptions } from '@turbosmtp-auth/core';
import type { Case, Context } from './case.ts';
import type { ServicePort } from './service-port.ts';

/**
 * Runs work for a visitor of a program that serves several. It ends with the work, or once the visitor left, and then answers
 * nothing. Where requests are worlds of their own, it is a request, and what it has under way ends with it.
 *
 * @param hasLeft Resolves when the visitor leaves. It is called where the work is.
 */
export type Visit = <T>(work: () => Promise<T>, hasLeft?: () => Promise<void>) => Promise<T | undefined>;

/** What a runtime brings to the suite. */
export interface Host {
  /** The runtime's adapter. */
  createClient(options: ClientOptions): Client;
  /** Where clients keep their keys unless a case says otherwise: what is thrown away with the run. */
  readonly parts: Pick<ClientOptions, 'keyStore' | 'lock'>;
  /** Prints a value with all it hides. */
  inspect(value: unknown): string;
  /** Hears what tools of the runtime can hear of the calls, until the returned function is called. Absent: there are no such tools. */
  overhear?(tell: (heard: unknown) => void): () => void;
  /** Absent: all that the program does may share everything. */
  readonly visit?: Visit;
}

/** What came of one case. */
export interface Outcome {
  readonly mode: ServicePort['mode'];
  readonly name: string;
  readonly ms: number;
  /** Why it failed; absent when it passed. */
  readonly failure?: string;
  /** Why its first try failed; absent where there was no other. */
  readonly firstFailure?: string;
}

/** What a runtime says about itself and its cases. */
export interface Report {
  /** The version as the runtime itself tells it; absent where it does not. */
  readonly version?: string;
  readonly outcomes: readonly Outcome[];
}

/** No case needs a tenth of this, also on a machine that does other work; a case that hangs must not hang the run. */
const patience = 60_000;

/**
 * Runs every case on every port, one after another.
 *
 * @param again Whether a case that fails is tried once more.
 */
export async function runSuite(
  cases: readonly Case[],
  host: Host,
  ports: readonly ServicePort[],
  again = false,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const port of ports)
    for (const [index, one] of cases.entries())
      if (runsIn(one, port.mode)) {
        const first = await runCase(one, `case-${index}`, host, port);
        const { failure } = first;
        outcomes.push(
          again && failure !== undefined
            ? { ...(await runCase(one, `case-${index}-again`, host, port)), firstFailure: failure }
            : first,
        );
      }
  return outcomes;
}

/** Whether a case is one of this mode. */
export const runsIn = ({ inProcessOnly = false }: Case, mode: ServicePort['mode']): boolean =>
  mode === 'in process' || !inProcessOnly;

async function runCase({ name, run }: Case, id: string, host: Host, service: ServicePort): Promise<Outcome> {
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
    const context = prepare(id, host, service, clients);
    await service.addAccount(context.account);
    await withPatience(run(context));
    await withPatience(closeAll(clients));
    return result();
  } catch (error) {
    // The case has failed already: what its clients still do must only not reach into the next one.
    await withPatience(closeAll(clients)).catch(() => {});
    return result(failureOf(error));
  }
}

const closeAll = (clients: readonly Client[]): Promise<unknown> =>
  Promise.all(clients.map((client) => client.close()));

/** The message first: in Firefox a stack has none. */
function failureOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  return stack.includes(String(error)) ? stack : `${error}\n${stack}`;
}

/** A profile per case, try and mode, so that what one case stores no other case finds. */
function prepare(id: string, host: Host, service: ServicePort, clients: Client[]): Context {
  const profile = `${id}${service.mode === 'over HTTP' ? '-http' : ''}`;
  return {
    service,
    profile,
    account: { email: `${profile}@example.com`, password: 'Correct-Horse-9' },
    createClient(options = {}) {
      const { baseUrl, clientFetch, clock } = service;
      const client = host.createClient({
        ...host.parts,
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
    overhear: (tell) => host.overhear?.(tell),
    visit: host.visit ?? visit,
  };
}

const visit: Visit = async (work, hasLeft) => {
  const done = work();
  return Promise.race([done, hasLeft?.().then(() => undefined) ?? done]);
};

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
