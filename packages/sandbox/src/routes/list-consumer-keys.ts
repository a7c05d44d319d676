import { known } from '../caller.ts';
import { needsCaller, type Route } from '../route.ts';

/** `GET /user/consumerKeys`: the account's consumer pairs, without their secrets. */
export const listConsumerKeys: Route = {
  operation: 'listConsumerKeys',
  method: 'GET',
  path: '/user/consumerKeys',
  auth: ['apiKey'],
  takesJson: false,
  checks: needsCaller,
  perform({ caller, state }) {
    const { email } = known(caller).account;
    const results = state.consumers
      .list()
      .filter(({ account }) => account === email)
      .map(({ key, label, createdAt, ips, permissions }) => ({
        consumerKey: key,
        label,
        creation_time: new Date(createdAt).toISOString(),
        ips,
        is_legacy: false,
        permissions,
      }));
    return { status: 200, json: { count: results.length, results } };
  },
};
