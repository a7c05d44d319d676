import { success } from '../answer.ts';
import { known } from '../caller.ts';
import { needsCaller, pairRefused, type Route } from '../route.ts';

/** `DELETE /user/consumerKeys/{consumerKey}`: one of the account's own pairs. */
export const deleteConsumerKey: Route = {
  operation: 'deleteConsumerKey',
  method: 'DELETE',
  path: '/user/consumerKeys/:consumerKey',
  auth: ['apiKey'],
  takesJson: false,
  before: pairRefused,
  checks: [
    ...needsCaller,
    {
      status: 404,
      code: 'key_not_found',
      when: ({ caller, params, state }) =>
        'account' in caller &&
        !state.consumers
          .list()
          .some(({ key, account }) => key === params['consumerKey'] && account === caller.account.email),
    },
  ],
  perform({ caller, params, state }) {
    state.consumers.remove(params['consumerKey'] ?? '', known(caller).account.email);
    return success;
  },
};
