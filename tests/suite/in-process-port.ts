import { createSandbox } from '@turbosmtp-auth/sandbox';
import type { ServicePort } from './service-port.ts';

/** A sandbox of its own, in this process: no socket, no second runtime. */
export function inProcessPort(): ServicePort {
  const sandbox = createSandbox();
  return {
    mode: 'in process',
    // A name that cannot be resolved, so that nothing can leave even if a client ignored the fetch it was given.
    baseUrl: 'https://sandbox.invalid/api/v2',
    fetch: sandbox.fetch,
    clientFetch: sandbox.fetch,
    clock: sandbox.clock,
    addAccount: async (account) => sandbox.accounts.add(account),
    addConsumer: async (consumer) => sandbox.consumers.add(consumer),
    addFault: async (fault) => sandbox.faults.add(fault),
    clearFaults: async () => sandbox.faults.clear(),
    setSwitches: async (switches) => sandbox.switches.set(switches),
    outbox: async () => sandbox.outbox.list(),
    requests: async () => sandbox.requests.list(),
    keys: async () => sandbox.keys.list(),
    revokeKeys: async () => sandbox.keys.revokeAll(),
    advance: async (ms) => sandbox.clock.advance(ms),
    reset: async () => sandbox.reset(),
  };
}
