import { success } from '../answer.ts';
import { confirmationChecks, empty, emptyBody, missing, passwordRuleChecks } from '../field-checks.ts';
import type { Call, Route } from '../route.ts';

/** `PUT /forgot-password`: a new password for who holds a token. */
export const resetPassword: Route = {
  operation: 'resetPassword',
  method: 'PUT',
  path: '/forgot-password',
  auth: [],
  takesJson: true,
  checks: [
    emptyBody,
    missing('token', 'token_is_missing'),
    empty('token', 'token_can_not_be_empty'),
    missing('password', 'password_is_missing'),
    ...passwordRuleChecks,
    ...confirmationChecks,
    { status: 403, code: 'token_is_invalid', when: (call) => account(call) === undefined },
  ],
  perform(call) {
    const { fields, state, switches } = call;
    const owner = account(call);
    if (!owner) throw new Error('The token was checked.');
    owner.password = fields?.text('password') ?? '';
    state.tokens.use(fields?.text('token') ?? '');
    if (switches.passwordResetRevokesKeys) state.keys.revokeAllOf(owner.email);
    return success;
  },
};

function account({ fields, state }: Call): ReturnType<typeof state.accounts.find> {
  const email = state.tokens.owner(fields?.text('token') ?? '');
  return email === undefined ? undefined : state.accounts.find(email);
}
