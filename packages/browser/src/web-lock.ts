import { type Lock, memoryLock } from '@turbosmtp-auth/core';

/** How long a lock is waited for when the caller does not say, in milliseconds: one whole call's default. */
const LONGEST_WAIT = 30_000;

/**
 * A lock among every tab and worker of this origin (Web Locks). A tab that dies gives it back. Where Web Locks are
 * missing or refused (a page that is neither HTTPS nor loopback, a sandboxed frame), it holds within this page.
 *
 * @example
 * ```ts
 * import { createClient, webLock } from '@turbosmtp-auth/browser';
 *
 * const client = createClient({ lock: webLock() });
 * ```
 */
export function webLock(): Lock {
  const local = memoryLock();
  return async (name, work, { signal, timeout = LONGEST_WAIT } = {}) => {
    signal?.throwIfAborted();
    const wait = AbortSignal.any([AbortSignal.timeout(timeout), ...(signal ? [signal] : [])]);
    // Typed as always there, but it is not outside a secure context, nor on every server.
    const locks: LockManager | undefined = globalThis.navigator?.locks;
    if (!locks) return local(name, work, { signal: wait });
    let granted = false;
    try {
      return await locks.request(`turbosmtp-auth:${name}`, { signal: wait }, () => {
        granted = true;
        return work();
      });
    } catch (error) {
      // After the grant it is the work's own error; before it, only the wait may end the call.
      if (granted || wait.aborted) throw error;
      return local(name, work, { signal: wait });
    }
  };
}
