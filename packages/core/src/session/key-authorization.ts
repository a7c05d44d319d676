import type { Authorization } from '../call/authorization.ts';
import type { KeySession } from './session.ts';

/** The raw key, without a prefix. */
export const keyAuthorization = (session: KeySession): Authorization => ({
  scheme: 'key',
  headers: async (call) => ({ authorization: await session.acquire(call) }),
  refused: async ({ authorization }, call) => {
    if (authorization !== undefined) await session.invalidate(authorization, call);
    return true;
  },
});
