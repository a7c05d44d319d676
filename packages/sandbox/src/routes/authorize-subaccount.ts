import type { AccountState } from '../accounts.ts';
import { known } from '../caller.ts';
import { type Call, needsCaller, type Route } from '../route.ts';

/** `POST /subaccounts/authorize`: an API key of one of the caller's subaccounts, by either scheme. */
export const authorizeSubaccount: Route = {
  operation: 'authorizeSubaccount',
  method: 'POST',
  path: '/subaccounts/authorize',
  auth: ['apiKey', 'consumerPair'],
  takesJson: true,
  checks: [
    { status: 400, code: 'missing_required_parameter_email', when: ({ fields }) => !fields?.text('email') },
    ...needsCaller,
    {
      status: 403,
      code: 'wrong_credentials_specified',
      when: (call) => 'account' in call.caller && !!call.fields?.text('email') && !subaccountOf(call),
    },
    {
      status: 403,
      code: 'feature_not_available_for_active_plan',
      when: ({ caller }) => 'account' in caller && !caller.account.subaccounts,
    },
  ],
  perform(call) {
    const { state, switches } = call;
    const email = subaccountOf(call)?.email ?? '';
    return { status: 200, json: { auth: state.keys.mint(email, !switches.subaccountKeysExpire) } };
  },
};

function subaccountOf({ caller, fields, state }: Call): AccountState | undefined {
  const found = state.accounts.find(fields?.text('email') ?? '');
  return found?.parent !== undefined && found.parent === known(caller).account.email ? found : undefined;
}
