import type { AccountState } from './accounts.ts';
import type { ServiceState } from './service-state.ts';

/** How a call may authenticate: the raw key in `Authorization`, or `consumerKey` with `consumerSecret`. */
export type Scheme = 'apiKey' | 'consumerPair';

/** Why a call that needs a key is refused with 401. */
export type Unauthorized = 'missing_authorization_key' | 'invalid_authorization_key' | 'account_is_inactive';

/** Who calls: an account by one of the schemes, or nobody, and why not. */
export type Caller =
  | { readonly account: AccountState; readonly scheme: Scheme; readonly key: string }
  | { readonly refused: Unauthorized };

type Claim = { readonly scheme: Scheme; readonly key: string; readonly owner: string | undefined };

/** Reads the schemes a route accepts; any other header is as good as absent. */
export function identify(headers: Headers, schemes: readonly Scheme[], state: ServiceState): Caller {
  const claim =
    (schemes.includes('apiKey') && readApiKey(headers, state)) ||
    (schemes.includes('consumerPair') && readConsumerPair(headers, state));
  if (!claim) return { refused: 'missing_authorization_key' };
  const account = claim.owner === undefined ? undefined : state.accounts.find(claim.owner);
  if (!account) return { refused: 'invalid_authorization_key' };
  if (!account.active) return { refused: 'account_is_inactive' };
  return { account, scheme: claim.scheme, key: claim.key };
}

function readApiKey(headers: Headers, { keys }: ServiceState): Claim | undefined {
  const key = headers.get('authorization');
  // The whole value is the key: 'Bearer <key>' is looked up as it stands, and is unknown.
  return key ? { scheme: 'apiKey', key, owner: keys.owner(key) } : undefined;
}

function readConsumerPair(headers: Headers, { consumers }: ServiceState): Claim | undefined {
  const key = headers.get('consumerkey');
  const secret = headers.get('consumersecret');
  return key && secret ? { scheme: 'consumerPair', key, owner: consumers.owner(key, secret) } : undefined;
}

/** The caller of a route whose checks include the 401s, so that nobody else gets here. */
export function known(caller: Caller): Exclude<Caller, { refused: Unauthorized }> {
  if ('refused' in caller) throw new Error('A route that needs a caller must check for one.');
  return caller;
}
