import { createLock, type GiveBack, holdLock, type Lock } from '@turbosmtp-auth/core';

/** Callers of this page take turns by themselves. */
const nothing: GiveBack = async () => {};

/**
 * A lock among every tab and worker of this origin (Web Locks). If a tab ends, its lock is free. If Web Locks are missing or
 * refused (a page that is neither HTTPS nor loopback, a sandboxed frame), the lock works within this page only.
 *
 * @example
 * ```ts
 * import { createClient, webLock } from '@turbosmtp-auth/browser';
 *
 * const client = createClient({ lock: webLock() });
 * ```
 */
export function webLock(): Lock {
  return createLock(async (name, signal) => {
    // Typed as always there, but it is not outside a secure context, nor on every server.
    const locks: LockManager | undefined = globalThis.navigator?.locks;
    if (!locks) return nothing;
    return holdLock((work) => locks.request(`turbosmtp-auth:${name}`, { signal }, work)).catch(() => nothing);
  });
}
