import { success } from '../answer.ts';
import { known } from '../caller.ts';
import { confirmationChecks, empty, emptyBody, missing, passwordRuleChecks } from '../field-checks.ts';
import { needsCaller, type Route } from '../route.ts';

/** `PUT /change-password`: a new password for who knows the current one. */
export const changePassword: Route = {
  operation: 'changePassword',
  method: 'PUT',
  path: '/change-password',
  auth: ['apiKey', 'consumerPair'],
  takesJson: true,
  checks: [
    {
      // The request names no address, so it can only be the account's own: one that was never a mail address.
      status: 400,
      code: 'invalid_mail_address',
      when: ({ caller }) => 'account' in caller && !/^[^@]+@[^@]+$/.test(caller.account.email),
    },
    missing('current_password', 'current_password_is_missing'),
    empty('current_password', 'current_password_can_not_be_empty'),
    missing('password', 'password_is_missing'),
    ...passwordRuleChecks,
    ...confirmationChecks,
    {
      status: 400,
      code: 'new_password_should_not_equal_current_password',
      when({ fields }) {
        const password = fields?.text('password');
        return password !== undefined && password === fields?.text('current_password');
      },
    },
    emptyBody,
    ...needsCaller,
    {
      status: 403,
      code: 'password_is_invalid',
      when: ({ caller, fields }) =>
        'account' in caller && caller.account.password !== fields?.text('current_password'),
    },
    {
      status: 403,
      code: 'not_allowed_for_apikey',
      when: ({ caller, switches }) =>
        'scheme' in caller && caller.scheme === 'consumerPair' && !switches.consumerMayChangePassword,
    },
  ],
  perform({ caller, fields, state, switches }) {
    const { account } = known(caller);
    account.password = fields?.text('password') ?? '';
    if (switches.passwordChangeRevokesKeys) state.keys.revokeAllOf(account.email);
    return success;
  },
};
