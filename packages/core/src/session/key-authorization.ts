import type { Authorization } from '../call/authorization.ts';
import { errorOf } from '../errors/build.ts';
import { sameAccount } from './same-account.ts';
import type { KeySession } from './session.ts';

/** The raw key, without a prefix. */
export const keyAuthorization = (session: KeySession): Authorization => ({
  scheme: 'key',
  guard: session.guard,
  authorise: async (call, instead) => {
    call.check?.();
    const { key, account } = await session.acquire(call);
    if (instead?.account !== undefined && !sameAccount(account, instead.account))
      throw errorOf('signed_out', { operation: call.operation });
    return { headers: { authorization: key }, account, recheck: () => session.recheck(key, call) };
  },
  refused: async ({ authorization }, call) => {
    if (authorization !== undefined) await session.invalidate(authorization, call);
    return true;
  },
  accepted: ({ authorization }, call) =>
    authorization === undefined ? undefined : session.accepted(authorization, call),
});
