import type { AccountState } from './accounts.ts';
import type { ConsumerPermission } from './consumers.ts';
import type { ServiceState } from './service-state.ts';

/** How a call may authenticate: the raw key in `Authorization`, or `consumerKey` with `consumerSecret`. */
export type Scheme = 'apiKey' | 'consumerPair';

/** Why a call that needs a key is refused with 401. */
export type Unauthorized = 'missing_authorization_key' | 'invalid_authorization_key' | 'account_is_inactive';

/** Who calls: an account by one of the schemes, or none, and why not. */
export type Caller =
  | { readonly account: AccountState; readonly scheme: Scheme; readonly key: string }
  | { readonly refused: Unauthorized };

type Claim = { readonly scheme: Scheme; readonly key: string; readonly owner: string | undefined };

/** What a route asks of its caller. */
interface Demand {
  readonly auth: readonly Scheme[];
  readonly permission?: ConsumerPermission;
}

/** Reads the schemes a route accepts; any other header is as good as absent. */
export function identify(
  headers: Headers,
  { auth: schemes, permission }: Demand,
  state: ServiceState,
): Caller {
  const claim =
    (schemes.includes('apiKey') && readApiKey(headers, state)) ||
    (schemes.includes('consumerPair') && readConsumerPair(headers, permission, state));
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

function readConsumerPair(
  headers: Headers,
  permission: ConsumerPermission = 'APIS',
  { consumers, switches }: ServiceState,
): Claim | undefined {
  const key = headers.get('consumerkey');
  const secret = headers.get('consumersecret');
  if (!key || !secret) return undefined;
  const pair = consumers.find(key, secret);
  const may = !switches().enforcePermissions || pair?.permissions.includes(permission);
  return { scheme: 'consumerPair', key, owner: may ? pair?.account : undefined };
}

/** Whether a call brings a whole consumer pair, known or not. */
export const bringsPair = (headers: Headers): boolean =>
  !!headers.get('consumerkey') && !!headers.get('consumersecret');

/** The caller of a route whose checks include the 401s, so that no other caller gets here. */
export function known(caller: Caller): Exclude<Caller, { refused: Unauthorized }> {
  if ('refused' in caller) throw new Error('A route that needs a caller must check for one.');
  return caller;
}
