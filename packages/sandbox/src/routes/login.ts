import type { Call, Route } from '../route.ts';

/** `POST /authorize`: an address and a password for an API key. */
export const login: Route = {
  operation: 'login',
  method: 'POST',
  path: '/authorize',
  auth: [],
  takesJson: true,
  before: ({ state, switches }) => state.logins.take(switches.loginRateLimit),
  checks: [
    {
      status: 400,
      code: 'missing_required_parameter',
      when: ({ fields }) => !fields?.text('email') || !fields.text('password'),
    },
    {
      status: 403,
      code: 'wrong_credentials_specified',
      when: (call) => account(call)?.password !== call.fields?.text('password'),
    },
  ],
  perform(call) {
    const { email } = account(call) ?? {};
    if (email === undefined) throw new Error('The credentials were checked.');
    const { keys } = call.state;
    if (call.switches.secondLoginRevokesFirst) keys.revokeAllOf(email);
    return { status: 200, json: { auth: keys.mint(email, call.fields?.value('no_expire') === true) } };
  },
};

function account({ fields, state }: Call): ReturnType<typeof state.accounts.find> {
  return state.accounts.find(fields?.text('email') ?? '');
}
