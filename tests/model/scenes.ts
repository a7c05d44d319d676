import type { Fault } from '@turbosmtp-auth/sandbox';
import { play } from './play.ts';
import type { CallStep, ClientPlan, Program, Step, Verb } from './program.ts';

const call = (verb: Verb, more: Partial<CallStep> = {}): CallStep => ({
  do: verb,
  client: 0,
  wait: true,
  person: 0,
  password: 0,
  ...more,
});
const login = call('login', { noExpire: true });
const answer = (operation: string, status: number, message: string): Step => ({
  do: 'network',
  fault: { kind: 'reply', match: { operation }, status, json: { message }, times: 'always' } satisfies Fault,
});
const refused = (operation: string): Step => answer(operation, 401, 'invalid_authorization_key');
const unreachable = (operation: string): Step => ({
  do: 'network',
  fault: { kind: 'drop', when: 'before', match: { operation }, times: 'always' },
});
const heal: Step = { do: 'heal the network' };
const expire: Step = { do: 'pass', ms: 2 * 60 * 60_000 };

const attended: ClientPlan = { noExpire: true, timeout: 5_000, attempts: 1, skew: 0 };
const unattended: ClientPlan = { ...attended, unattended: 0 };

/** What the client number 0 does, in which it is ended at each of its effects. */
const scenes: Readonly<
  Record<string, { readonly clients: readonly ClientPlan[]; readonly steps: readonly Step[] }>
> = {
  'a login over a session': { clients: [attended], steps: [login, login] },
  'a login over a session, that is refused': {
    clients: [attended],
    steps: [login, call('login', { password: 1 }), login],
  },
  'a login over a session, and another after the program was started again': {
    clients: [attended],
    steps: [login, login, { do: 'start again', client: 0 }, login],
  },
  'a renewal': {
    clients: [{ ...unattended, noExpire: false }],
    steps: [call('apiKey'), expire, call('apiKey')],
  },
  'a logout that cannot reach the service, and a login': {
    clients: [attended],
    steps: [login, unreachable('logout'), call('logout'), login, heal, call('session')],
  },
  'a logout whose revocation a proxy refuses': {
    clients: [attended],
    steps: [login, answer('logout', 401, 'missing_authorization_key'), call('logout'), heal],
  },
  'a key that is refused though it is valid': {
    clients: [unattended],
    steps: [call('apiKey'), refused('resource'), call('fetch'), heal, call('fetch')],
  },
  'a key that is refused though it is valid, without credentials': {
    clients: [attended],
    steps: [login, refused('resource'), call('fetch')],
  },
  'a login that a logout overtakes': {
    clients: [unattended],
    steps: [
      login,
      { do: 'network', fault: { kind: 'delay', match: { operation: 'login' }, replyLatency: 50 } },
      { ...login, wait: false },
      { do: 'pass', ms: 30 },
      call('logout'),
    ],
  },
  'a logout and a login at once': {
    clients: [attended],
    steps: [login, call('logout', { wait: false }), login],
  },
  'a login that its caller leaves': {
    clients: [attended],
    steps: [login, { ...login, abortAfter: 20 }, { do: 'pass', ms: 200 }],
  },
  'logins by itself that fail, one after the other': {
    clients: [unattended],
    steps: [answer('login', 500, 'oops'), ...Array.from({ length: 8 }, () => call('apiKey'))],
  },
  'a session of another account': {
    clients: [{ ...unattended, unattended: 1 }, attended],
    steps: [{ ...login, client: 1 }, call('fetch'), call('apiKey')],
  },
  'a change of password, and its settlement': {
    clients: [attended],
    steps: [login, call('changePassword'), call('settlePasswordChange')],
  },
  'a reset of the password': {
    clients: [attended],
    steps: [login, call('requestPasswordReset'), call('resetPassword', { password: 1 })],
  },
  'two clients that renew at once': {
    clients: [unattended, unattended],
    steps: [
      call('apiKey'),
      refused('resource'),
      call('fetch', { wait: false }),
      call('fetch', { client: 1, wait: false }),
      call('logout'),
    ],
  },
  'a pair that is made, used and deleted': {
    clients: [{ ...unattended, pair: 0 }],
    steps: [call('createConsumerKey'), call('sendMail'), call('deleteConsumerKey')],
  },
  'a logout while a call for a pair waits for its next try': {
    clients: [{ ...unattended, attempts: 3, pair: 0 }],
    steps: [
      login,
      {
        do: 'network',
        fault: {
          kind: 'reply',
          match: { operation: 'listConsumerKeys' },
          status: 429,
          headers: { 'retry-after': '1' },
        },
      },
      call('listConsumerKeys', { wait: false }),
      { do: 'pass', ms: 100 },
      call('logout'),
      { do: 'pass', ms: 2_000 },
    ],
  },
};

/** Plays each scene once as it is, and then ended at each of its effects, before and after that took place. */
export async function endScenesEverywhere(
  judge: (program: Program, failures: readonly string[]) => void,
): Promise<number> {
  let played = 0;
  const judged = async (program: Program): Promise<number> => {
    const { failures, effects } = await play(program);
    judge(program, failures);
    played++;
    return effects[0] ?? 0;
  };
  for (const [index, { clients, steps }] of Object.values(scenes).entries()) {
    const whole: Program = { seed: index, persistent: true, switches: {}, clients, steps };
    const effects = await judged(whole);
    for (let at = 1; at <= effects; at++)
      for (const happens of [false, true])
        await judged({ ...whole, steps: [{ do: 'end the program', client: 0, at, happens }, ...steps] });
  }
  return played;
}
