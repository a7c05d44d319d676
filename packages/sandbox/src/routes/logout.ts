import { known } from '../caller.ts';
import { needsCaller, type Route } from '../route.ts';

/** `POST /deauthorize`: revokes the key it is called with. */
export const logout: Route = {
  operation: 'logout',
  method: 'POST',
  path: '/deauthorize',
  auth: ['apiKey', 'consumerPair'],
  takesJson: false,
  checks: needsCaller,
  perform({ caller, state, switches }) {
    const { account, key, scheme } = known(caller);
    if (scheme === 'apiKey') state.keys.revoke(key);
    else if (switches.consumerLogout === 'allKeys') state.keys.revokeAllOf(account.email);
    else if (switches.consumerLogout === 'pair') state.consumers.remove(key, account.email);
    return { status: 200, json: { message: 'token_deauthorized' } };
  },
};
