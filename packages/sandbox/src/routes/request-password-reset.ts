import { success } from '../answer.ts';
import { emptyBody } from '../field-checks.ts';
import { resetMail } from '../reset-mail.ts';
import type { Route } from '../route.ts';

/** `POST /forgot-password`: a mail with a token, into the outbox. */
export const requestPasswordReset: Route = {
  operation: 'requestPasswordReset',
  method: 'POST',
  path: '/forgot-password',
  auth: [],
  takesJson: true,
  checks: [
    emptyBody,
    {
      status: 400,
      code: 'missing_required_parameter',
      when: ({ fields }) => fields !== null && !fields.text('email'),
    },
    {
      status: 404,
      code: 'email_not_found',
      when({ fields, state, switches }) {
        const email = fields?.text('email');
        return switches.forgotPasswordUnknownAddress === 404 && !!email && !state.accounts.find(email);
      },
    },
  ],
  perform({ fields, state, switches }) {
    const email = fields?.text('email') ?? '';
    if (state.accounts.find(email)) {
      if (switches.secondResetMailVoidsFirst) state.tokens.voidAllOf(email);
      state.outbox.send(resetMail(email, state.tokens.mint(email), state.clock.now()));
    }
    return success;
  },
};
