import { known } from '../caller.ts';
import { needsCaller, pairRefused, type Route } from '../route.ts';

/** `GET /user/consumerKeys`: the account's consumer pairs, without their secrets. */
export const listConsumerKeys: Route = {
  operation: 'listConsumerKeys',
  method: 'GET',
  path: '/user/consumerKeys',
  auth: ['apiKey'],
  takesJson: false,
  before: pairRefused,
  checks: needsCaller,
  perform({ caller, state, switches: { consumerKeyMembers, creationTimeOffset } }) {
    const { email } = known(caller).account;
    const results = state.consumers
      .list()
      .filter(({ account }) => account === email)
      .map(({ key, label, createdAt, ips, permissions }) => ({
        consumerKey: key,
        label,
        creation_time: sqlTime(createdAt + creationTimeOffset * 60_000),
        ...(consumerKeyMembers === 'all' && { ips, is_legacy: false, permissions }),
      }));
    return { status: 200, json: { count: results.length, results } };
  },
};

/** `YYYY-MM-DD HH:MM:SS`. */
const sqlTime = (epoch: number): string => new Date(epoch).toISOString().slice(0, 19).replace('T', ' ');
