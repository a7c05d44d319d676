import type { Route } from '../route.ts';

/** `GET /meta/countries` and `GET /meta/state/{isoCode}`: open to anybody. The contract does not say what they hold. */
export const meta: readonly Route[] = ['/meta/countries', '/meta/state/:isoCode'].map((path) => ({
  operation: 'resource',
  method: 'GET',
  path,
  auth: [],
  takesJson: false,
  checks: [],
  perform: () => ({ status: 200, json: { count: 0, results: [] } }),
}));
