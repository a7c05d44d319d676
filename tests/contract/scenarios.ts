import { type ContractOperation, consumerPermissions, keyLifetime, resetTokenLifetime } from './table.ts';
import { ada, bob, nameless, newPassword, pairHeaders, type Request, type World } from './world.ts';

/** Prepares the world for one answer, and says what to send to get it. */
export type Scenario = (world: World) => Request | Promise<Request>;
type Scenarios = Readonly<Record<string, Scenario>>;

const unknownKey = { authorization: '0'.repeat(40) };
const nobody: Scenario = () => ({});

/** The three reasons for a 401, for a request that is otherwise right. */
function unauthorized(right: Scenario = nobody): Scenarios {
  const as = (
    headers: (world: World) => Record<string, string> | Promise<Record<string, string>>,
  ): Scenario => {
    return async (world) => ({ ...(await right(world)), headers: await headers(world) });
  };
  return {
    '401 missing_authorization_key': as(() => ({})),
    '401 invalid_authorization_key': as(() => unknownKey),
    '401 account_is_inactive': as(async (world) => {
      const headers = await world.signIn();
      world.sandbox.accounts.add({ ...ada, active: false });
      return headers;
    }),
  };
}

const change = { current_password: ada.password, password: newPassword, confirm_password: newPassword };

/** A change of password with some fields replaced, or left out where undefined. */
const changing =
  (fields: Record<string, unknown>, who = ada): Scenario =>
  async (world) => ({ headers: await world.signIn(who), body: { ...change, ...fields } });

const resetting =
  (fields: Record<string, unknown>): Scenario =>
  async (world) => ({
    body: {
      token: await world.askForToken(),
      password: newPassword,
      confirm_password: newPassword,
      ...fields,
    },
  });

/** Each breaks one password rule, and no other. */
const brokenRules = {
  '400 password_length_should_not_be_less_than_10_characters': 'Short-9',
  '400 password_should_contain_at_least_one_uppercase_character': 'correct-horse-9',
  '400 password_should_contain_at_least_one_lowercase_character': 'CORRECT-HORSE-9',
  '400 password_should_contain_at_least_one_digit': 'Correct-Horse-X',
};

function breakingRules(submit: (fields: Record<string, unknown>) => Scenario): Scenarios {
  return Object.fromEntries(
    Object.entries(brokenRules).map(([row, password]) => [
      row,
      submit({ password, confirm_password: password }),
    ]),
  );
}

const confirmations = (submit: (fields: Record<string, unknown>) => Scenario): Scenarios => ({
  '400 password_is_missing': submit({ password: undefined }),
  '400 confirm_password_is_missing': submit({ confirm_password: undefined }),
  '400 password_should_equal_confirm_password': submit({ confirm_password: `${newPassword}!` }),
});

const signedIn: Scenario = async (world) => ({ headers: await world.signIn() });

/** A way to every row of the table, by operation, each by a request that a client could send. */
export const scenarios: Readonly<Record<string, Scenarios>> = {
  login: {
    success: () => ({ body: ada }),
    '400 missing_required_parameter': () => ({ body: { email: ada.email } }),
    '403 wrong_credentials_specified': () => ({ body: { ...ada, password: 'correct-horse-9' } }),
  },
  logout: { success: signedIn, ...unauthorized() },
  changePassword: {
    success: changing({}),
    '400 invalid_mail_address': changing({}, nameless),
    '400 current_password_is_missing': changing({ current_password: undefined }),
    '400 current_password_can_not_be_empty': changing({ current_password: '' }),
    ...breakingRules(changing),
    ...confirmations(changing),
    '400 new_password_should_not_equal_current_password': changing({
      password: ada.password,
      confirm_password: ada.password,
    }),
    '400 empty_request_body': signedIn,
    ...unauthorized(() => ({ body: change })),
    '403 password_is_invalid': changing({ current_password: 'Correct-Horse-8' }),
    '403 not_allowed_for_apikey': () => ({ body: change, headers: pairHeaders }),
  },
  requestPasswordReset: {
    success: () => ({ body: { email: ada.email } }),
    '400 empty_request_body': nobody,
    '400 missing_required_parameter': () => ({ body: {} }),
    '404 email_not_found': () => ({ body: { email: 'nobody@example.com' } }),
  },
  verifyResetToken: {
    success: async (world) => ({
      headers: await world.signIn(),
      query: `?token=${encodeURIComponent(await world.askForToken())}`,
    }),
    '400 forgot_password_token_is_missing': signedIn,
    ...unauthorized(() => ({ query: '?token=unknown' })),
    '403 token_is_invalid': async (world) => ({ headers: await world.signIn(), query: '?token=unknown' }),
  },
  resetPassword: {
    success: resetting({}),
    '400 empty_request_body': nobody,
    '400 token_is_missing': resetting({ token: undefined }),
    '400 token_can_not_be_empty': resetting({ token: '' }),
    ...breakingRules(resetting),
    ...confirmations(resetting),
    '403 token_is_invalid': resetting({ token: 'unknown' }),
  },
  listConsumerKeys: { success: signedIn, ...unauthorized() },
  createConsumerKey: {
    success: async (world) => ({ headers: await world.signIn(), body: { permissions: consumerPermissions } }),
    ...unauthorized(() => ({ body: { permissions: consumerPermissions } })),
  },
  deleteConsumerKey: {
    success: async (world) => ({ headers: await world.signIn(), params: pairParams }),
    ...unauthorized(() => ({ params: pairParams })),
    '404 key_not_found': async (world) => ({ headers: await world.signIn(bob), params: pairParams }),
  },
};

const pairParams = { consumerKey: pairHeaders.consumerKey };

type Ways = Readonly<Record<string, Scenario>>;

/** More than one way leads to some rows: what a key or a token can be besides unknown. */
export const otherWays: Readonly<Record<string, Ways>> = {
  '401 invalid_authorization_key': {
    'a key with a prefix': async (world) => {
      const { authorization } = await world.signIn();
      return { headers: { authorization: `Bearer ${authorization}` } };
    },
    'a key that was logged out': async (world) => {
      const headers = await world.signIn();
      await world.send({ method: 'POST', path: '/deauthorize' }, { headers });
      return { headers };
    },
    'a key that has expired': async (world) => {
      const headers = await world.signIn();
      world.sandbox.clock.advance(keyLifetime);
      return { headers };
    },
    'a pair whose secret is wrong': () => ({ headers: { ...pairHeaders, consumerSecret: 'wrong' } }),
  },
  '401 missing_authorization_key': {
    'half a pair': () => ({ headers: { consumerKey: pairHeaders.consumerKey } }),
    'the other half': () => ({ headers: { consumerSecret: pairHeaders.consumerSecret } }),
  },
};

/** What makes a token invalid besides never having existed; each gives the token. */
export const deadTokens: Readonly<Record<string, (world: World) => Promise<string>>> = {
  used: async (world) => {
    const token = await world.askForToken();
    const body = { token, password: newPassword, confirm_password: newPassword };
    await world.send({ method: 'PUT', path: '/forgot-password' }, { body });
    return token;
  },
  expired: async (world) => {
    const token = await world.askForToken();
    world.sandbox.clock.advance(resetTokenLifetime);
    return token;
  },
};

export function scenarioNames(operation: ContractOperation): string[] {
  return Object.keys(scenarios[operation.name] ?? {}).filter((name) => name !== 'success');
}

/** The way to one row. */
export function scenario(operation: string, row: string): Scenario {
  const found = scenarios[operation]?.[row];
  if (!found)
    throw new Error(`${operation} has no scenario for ${row}: add one to tests/contract/scenarios.ts.`);
  return found;
}
