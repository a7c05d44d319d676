import { type Answer, refusal } from './answer.ts';
import { bringsPair, type Caller, type Scheme, type Unauthorized } from './caller.ts';
import type { ConsumerPermission } from './consumers.ts';
import type { Fields } from './request-body.ts';
import type { ServiceState } from './service-state.ts';
import type { Switches } from './switches.ts';

/** One call of an operation, read but not yet judged. */
export interface Call {
  readonly request: Request;
  readonly query: URLSearchParams;
  readonly params: { readonly [name: string]: string };
  /** Null when the body is absent or is not a JSON object. */
  readonly fields: Fields | null;
  readonly caller: Caller;
  readonly state: ServiceState;
  readonly switches: Switches;
}

/** One reason to refuse a call. `when` only looks, so that the checks can be asked in any order. */
export interface Check {
  readonly status: number;
  readonly code: string;
  when(call: Call): boolean;
}

/** An operation of the service as data: where it is, who may call it, why it refuses, and what it then does. */
export interface Route {
  /** The SDK's name of the operation; faults match on it. */
  readonly operation: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the base path, in the router's notation. */
  readonly path: string;
  /** Empty: anybody may call. */
  readonly auth: readonly Scheme[];
  /** What a consumer pair must be allowed to do. Default: `APIS`. */
  readonly permission?: ConsumerPermission;
  /** Whether the body is read as a JSON object; else it is left alone, however long. */
  readonly takesJson: boolean;
  /** In the order in which the contract lists the codes. */
  readonly checks: readonly Check[];
  /** Answers before anything is checked. */
  before?(call: Call): Answer | undefined;
  /** Words a refusal where it is not the usual `{ message }`. */
  refuse?(status: number, code: string, call: Call): Answer;
  /** Runs once every check has passed. */
  perform(call: Call): Answer | Promise<Answer>;
}

/** A route apart from where it is. */
export type Judged = Omit<Route, 'method' | 'path'>;

const unauthorized: readonly Unauthorized[] = [
  'missing_authorization_key',
  'invalid_authorization_key',
  'account_is_inactive',
];

/** The 401 of every route that needs a key. */
export const needsCaller: readonly Check[] = unauthorized.map((code) => ({
  status: 401,
  code,
  when: ({ caller }) => 'refused' in caller && caller.refused === code,
}));

/**
 * What a consumer pair is answered where only a key is taken, which the contract does not say. By default it counts as no
 * authorisation at all.
 */
export function pairRefused({ request, switches: { consumerOnKeyRoutes } }: Call): Answer | undefined {
  if (consumerOnKeyRoutes === 'missing_authorization_key') return undefined;
  if (request.headers.has('authorization') || !bringsPair(request.headers)) return undefined;
  return refusal(consumerOnKeyRoutes === 'not_allowed_for_apikey' ? 403 : 401, consumerOnKeyRoutes);
}

/** Judges a call: the first check that fails, or the last under `errorOrder: 'reversed'`, else the operation. */
export async function answerCall(route: Judged, call: Call): Promise<Answer> {
  const early = route.before?.(call);
  if (early) return early;
  const order = call.switches.errorOrder === 'reversed' ? route.checks.toReversed() : route.checks;
  const failed = order.find((check) => check.when(call));
  if (failed) return (route.refuse ?? refusal)(failed.status, failed.code, call);
  return route.perform(call);
}
