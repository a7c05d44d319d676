import type { Program, Step } from './program.ts';

/** The first request of an operation is answered 429, and may come again a second later. */
const limited = (operation: string): Step => ({
  do: 'network',
  fault: { kind: 'reply', match: { operation }, status: 429, headers: { 'retry-after': '1' } },
});

const checkToken: Step = { do: 'verifyResetToken', client: 0, wait: false, person: 0, password: 0 };

/** Programs that once broke a promise, as short as they got. */
export const found: readonly (readonly [string, Program])[] = [
  [
    'a logout while a login takes itself back queues the key that is still stored',
    {
      seed: 69,
      persistent: true,
      switches: {},
      clients: [{ noExpire: true, timeout: 5000, attempts: 1, skew: 0 }],
      steps: [
        { do: 'harm the store', client: 0, harm: 'hangs after', skip: 6, times: 2 },
        { do: 'login', client: 0, wait: true, person: 0, password: 0 },
        { do: 'logout', client: 0, wait: true, person: 0, password: 0 },
      ],
    },
  ],
  [
    'a login beside a logout names the key that the logout has not queued yet',
    {
      seed: 8,
      persistent: true,
      switches: {},
      clients: [{ noExpire: true, timeout: 5000, attempts: 1, skew: 0 }],
      steps: [
        { do: 'login', client: 0, wait: true, person: 0, password: 0, noExpire: true },
        { do: 'end the program', client: 0, at: 10, happens: false },
        { do: 'logout', client: 0, wait: false, person: 0, password: 0 },
        { do: 'login', client: 0, wait: false, person: 0, password: 0, noExpire: true },
      ],
    },
  ],
  [
    'a session that a call reads again during a logout is not used after it',
    {
      seed: 401,
      persistent: true,
      switches: {},
      clients: [{ noExpire: true, timeout: 30000, attempts: 1, skew: 0 }],
      steps: [
        { do: 'login', client: 0, wait: true, person: 0, password: 0 },
        { do: 'fetch', client: 0, wait: false, person: 0, password: 0 },
        { do: 'logout', client: 0, wait: true, person: 0, password: 1 },
        { do: 'resetPassword', client: 0, wait: true, person: 0, password: 0 },
        { do: 'fetch', client: 0, wait: true, person: 0, password: 0 },
      ],
    },
  ],
  [
    'a session read before the account was known is not another account’s',
    {
      seed: 797,
      persistent: true,
      switches: {},
      clients: [
        { noExpire: false, timeout: 2000, attempts: 1, skew: -3600000 },
        { noExpire: true, timeout: 30000, attempts: 1, skew: 0, unattended: 1 },
        { noExpire: true, timeout: 30000, attempts: 1, skew: -86400000, unattended: 0 },
      ],
      steps: [
        { do: 'login', client: 2, wait: false, person: 0, password: 0, noExpire: true },
        { do: 'changePassword', client: 1, wait: true, person: 0, password: 0 },
        { do: 'changePassword', client: 1, wait: false, person: 0, password: 0 },
        { do: 'fetch', client: 1, wait: true, person: 0, password: 0 },
      ],
    },
  ],
  [
    'a login after the store was cleared queues the key in memory',
    {
      seed: 1965,
      persistent: true,
      switches: {},
      clients: [{ noExpire: true, timeout: 30000, attempts: 1, skew: 0, unattended: 0 }],
      steps: [
        { do: 'fetch', client: 0, wait: true, person: 0, password: 0 },
        { do: 'clear the store' },
        { do: 'login', client: 0, wait: true, person: 0, password: 0 },
      ],
    },
  ],
  [
    'a login that a logout overtakes before it is sent is not sent',
    {
      seed: 17044,
      persistent: true,
      switches: {},
      clients: [
        { noExpire: true, timeout: 30000, attempts: 1, skew: 0 },
        { noExpire: false, timeout: 5000, attempts: 1, skew: 0, unattended: 0 },
      ],
      steps: [
        { do: 'apiKey', client: 1, wait: false, person: 0, password: 0 },
        { do: 'login', client: 0, wait: true, person: 0, password: 0 },
        { do: 'logout', client: 1, wait: true, person: 1, password: 0 },
      ],
    },
  ],
  [
    'a login that a hanging store takes back leaves its key where it is stored',
    {
      seed: 22504,
      persistent: true,
      switches: {},
      clients: [
        { noExpire: true, timeout: 5000, attempts: 1, skew: 0, unattended: 0 },
        { noExpire: true, timeout: 5000, attempts: 1, skew: 0, unattended: 0 },
      ],
      steps: [
        { do: 'login', client: 0, wait: false, person: 0, password: 1 },
        { do: 'login', client: 1, wait: true, person: 0, password: 0 },
        { do: 'harm the store', client: 0, harm: 'hangs after', skip: 10, times: 1000000 },
        { do: 'end the program', client: 0, at: 17, happens: true },
        { do: 'changePassword', client: 1, wait: true, person: 0, password: 0 },
      ],
    },
  ],
  [
    'a login that a failing store takes back leaves its key where it is stored',
    {
      seed: 1,
      persistent: true,
      switches: {},
      clients: [{ noExpire: true, timeout: 30000, attempts: 1, skew: 0 }],
      steps: [
        {
          do: 'network',
          fault: { kind: 'drop', when: 'before', match: { operation: 'logout' }, times: 'always' },
        },
        { do: 'harm the store', client: 0, harm: 'fails after', skip: 5, times: 1000000 },
        { do: 'login', client: 0, wait: true, person: 0, password: 0 },
        { do: 'end the program', client: 0, at: 1, happens: false },
        { do: 'session', client: 0, wait: true, person: 0, password: 0 },
      ],
    },
  ],
  [
    'a refused key that the store lost is queued',
    {
      seed: 39716,
      persistent: true,
      switches: {},
      clients: [{ noExpire: true, timeout: 30000, attempts: 1, skew: 0, unattended: 1 }],
      steps: [
        { do: 'apiKey', client: 0, wait: true, person: 0, password: 0 },
        { do: 'clear the store' },
        { do: 'invalidate', client: 0, wait: true, person: 0, password: 0 },
        { do: 'login', client: 0, wait: true, person: 1, password: 0 },
      ],
    },
  ],
  [
    'a session that an undone login puts back is not the one that another client is letting go of',
    {
      seed: 797608352,
      persistent: true,
      switches: {},
      clients: [
        { noExpire: true, timeout: 5000, attempts: 1, skew: 0, unattended: 0 },
        { noExpire: true, timeout: 30000, attempts: 1, skew: 0, unattended: 1 },
      ],
      steps: [
        { do: 'apiKey', client: 1, wait: true, person: 0, password: 0 },
        { do: 'invalidate', client: 1, wait: false, person: 0, password: 0 },
        { do: 'login', client: 0, wait: false, person: 0, password: 0, noExpire: true },
        { do: 'login', client: 0, wait: true, person: 0, password: 0, timeout: 20 },
      ],
    },
  ],
  [
    'a key that only a wrong clock calls expired, and the store lost, is revoked',
    {
      seed: 1,
      persistent: true,
      switches: {},
      clients: [
        { noExpire: false, timeout: 30000, attempts: 1, skew: 0 },
        { noExpire: false, timeout: 30000, attempts: 1, skew: 110 * 60_000, unattended: 0 },
      ],
      steps: [
        { do: 'tell the time', ahead: null },
        { do: 'login', client: 0, wait: true, person: 0, password: 0 },
        { do: 'apiKey', client: 1, wait: true, person: 0, password: 0 },
        { do: 'end the program', client: 0, at: 0, happens: true },
        { do: 'session', client: 0, wait: true, person: 0, password: 0 },
        { do: 'clear the store' },
        { do: 'pass', ms: 10 * 60_000 },
        { do: 'apiKey', client: 1, wait: true, person: 0, password: 0 },
        { do: 'logout', client: 1, wait: true, person: 0, password: 0 },
      ],
    },
  ],
  ...(['verifyResetToken', 'changePassword'] as const).map((verb): readonly [string, Program] => [
    `${verb} is not repeated after a logout`,
    {
      seed: 1,
      persistent: true,
      switches: {},
      clients: [{ noExpire: true, timeout: 30000, attempts: 3, skew: 0 }],
      steps: [
        { do: 'login', client: 0, wait: true, person: 0, password: 0 },
        limited(verb),
        { do: verb, client: 0, wait: false, person: 0, password: 0 },
        { do: 'pass', ms: 100 },
        { do: 'logout', client: 0, wait: true, person: 0, password: 0 },
      ],
    },
  ]),
  [
    'the check whether a reset used its token is not repeated after a logout',
    {
      seed: 1,
      persistent: true,
      switches: {},
      clients: [{ noExpire: true, timeout: 30000, attempts: 3, skew: 0 }],
      steps: [
        { do: 'login', client: 0, wait: true, person: 0, password: 0 },
        { do: 'requestPasswordReset', client: 0, wait: true, person: 0, password: 0 },
        { do: 'network', fault: { kind: 'drop', when: 'before', match: { operation: 'resetPassword' } } },
        limited('verifyResetToken'),
        { do: 'resetPassword', client: 0, wait: false, person: 0, password: 1 },
        { do: 'pass', ms: 100 },
        { do: 'logout', client: 0, wait: true, person: 0, password: 0 },
      ],
    },
  ],
  ...(['login', 'apiKey'] as const).map((verb): readonly [string, Program] => [
    `the login of ${verb} is not repeated after a logout`,
    {
      seed: 1,
      persistent: true,
      switches: {},
      clients: [{ noExpire: true, timeout: 30000, attempts: 3, skew: 0, unattended: 0 }],
      steps: [
        limited('login'),
        { do: verb, client: 0, wait: false, person: 0, password: 0 },
        { do: 'pass', ms: 100 },
        { do: 'logout', client: 0, wait: true, person: 0, password: 0 },
      ],
    },
  ]),
  [
    'a login is not repeated after a logout that could not mark it in the store',
    {
      seed: 1,
      persistent: true,
      switches: {},
      clients: [{ noExpire: true, timeout: 30000, attempts: 3, skew: 0 }],
      steps: [
        { do: 'login', client: 0, wait: true, person: 0, password: 0 },
        limited('login'),
        { do: 'login', client: 0, wait: false, person: 0, password: 0, noExpire: true },
        { do: 'pass', ms: 100 },
        { do: 'harm the store', client: 0, harm: 'fails before', skip: 1, times: 1 },
        { do: 'logout', client: 0, wait: true, person: 0, password: 0 },
      ],
    },
  ],
  ...(
    [
      ['begun before', true],
      ['begun during', false],
    ] as const
  ).map(([when, wait]): readonly [string, Program] => [
    `a call ${when} a logout is not repeated, though the store cannot be read`,
    {
      seed: 1,
      persistent: true,
      switches: {},
      clients: [{ noExpire: true, timeout: 30000, attempts: 3, skew: 0 }],
      steps: [
        { do: 'login', client: 0, wait: true, person: 0, password: 0 },
        limited('verifyResetToken'),
        ...(wait ? [checkToken, { do: 'pass', ms: 100 } as const] : []),
        { do: 'logout', client: 0, wait, person: 0, password: 0 },
        ...(wait ? [] : [checkToken, { do: 'pass', ms: 100 } as const]),
        { do: 'harm the store', client: 0, harm: 'fails before', skip: 0, times: 1 },
      ],
    },
  ]),
  [
    'a login without the lock is undone by a logout, though another login ended its record',
    {
      seed: 978498697,
      persistent: true,
      switches: {},
      clients: [
        { noExpire: true, timeout: 5000, attempts: 1, skew: 0, unattended: 0 },
        { noExpire: true, timeout: 30000, attempts: 1, skew: 0, unattended: 0 },
      ],
      steps: [
        { do: 'harm the lock', client: 1, harm: 'hangs' },
        { do: 'login', client: 1, wait: false, person: 0, password: 0 },
        { do: 'fetch', client: 1, wait: true, person: 0, password: 0 },
        { do: 'logout', client: 0, wait: true, person: 0, password: 0 },
      ],
    },
  ],
  [
    'a login under which the store is cleared gives its key back',
    {
      seed: 978493917,
      persistent: true,
      switches: {},
      clients: [{ noExpire: false, timeout: 2000, attempts: 1, skew: 86400000, unattended: 0 }],
      steps: [
        { do: 'login', client: 0, wait: false, person: 0, password: 0, noExpire: true },
        { do: 'fetch', client: 0, wait: true, person: 0, password: 0 },
        { do: 'clear the store' },
      ],
    },
  ],
  [
    'a login that is taken back puts no session back that was logged out meanwhile',
    {
      seed: 2649,
      persistent: true,
      switches: {},
      clients: [
        { noExpire: false, timeout: 2000, attempts: 1, skew: 3600000, unattended: 0 },
        { noExpire: true, timeout: 2000, attempts: 1, skew: 0, unattended: 0 },
      ],
      steps: [
        { do: 'apiKey', client: 0, wait: true, person: 0, password: 0 },
        { do: 'pass', ms: 7200000 },
        { do: 'login', client: 0, wait: false, person: 1, password: 0 },
        { do: 'logout', client: 1, wait: false, person: 0, password: 0 },
        { do: 'login', client: 0, wait: false, person: 0, password: 0, abortAfter: 1000 },
        { do: 'changePassword', client: 0, wait: true, person: 0, password: 0 },
      ],
    },
  ],
  ...(['login', 'apiKey'] as const).map((verb): readonly [string, Program] => [
    `the first ${verb} is undone by a logout of another client`,
    {
      seed: 1,
      persistent: true,
      switches: {},
      clients: [
        { noExpire: true, timeout: 30000, attempts: 3, skew: 0, unattended: 0 },
        { noExpire: true, timeout: 30000, attempts: 3, skew: 0 },
      ],
      steps: [
        { do: 'network', fault: { kind: 'delay', match: { operation: 'login' }, replyLatency: 200 } },
        { do: verb, client: 0, wait: false, person: 0, password: 0 },
        { do: 'pass', ms: 100 },
        { do: 'logout', client: 1, wait: true, person: 0, password: 0 },
      ],
    },
  ]),
  [
    'a login that fails leaves the record of another one under way',
    {
      seed: 204062,
      persistent: true,
      switches: { loginRateLimit: { limit: 2, windowMs: 5000, status: 503, retryAfter: 'none' } },
      clients: [
        { noExpire: false, timeout: 2000, attempts: 1, skew: 0, unattended: 0 },
        { noExpire: false, timeout: 5000, attempts: 1, skew: -86400000, unattended: 1 },
      ],
      steps: [
        { do: 'fetch', client: 1, wait: false, person: 0, password: 0 },
        { do: 'login', client: 0, wait: true, person: 0, password: 0, noExpire: true },
        { do: 'session', client: 1, wait: true, person: 1, password: 0 },
        { do: 'login', client: 1, wait: false, person: 0, password: 1 },
        { do: 'changePassword', client: 0, wait: true, person: 0, password: 0 },
        { do: 'end the program', client: 1, at: 17, happens: true },
        { do: 'requestPasswordReset', client: 0, wait: true, person: 0, password: 1 },
        { do: 'login', client: 1, wait: false, person: 1, password: 0, timeout: 200 },
        { do: 'requestPasswordReset', client: 0, wait: true, person: 0, password: 0 },
      ],
    },
  ],
  [
    'a login that is asked for while its client’s own logout goes on stands',
    {
      seed: 500734,
      persistent: true,
      switches: {},
      clients: [
        { noExpire: true, timeout: 5000, attempts: 1, skew: 0, unattended: 0 },
        { noExpire: false, timeout: 2000, attempts: 1, skew: 0 },
        { noExpire: true, timeout: 2000, attempts: 1, skew: 0 },
      ],
      steps: [
        { do: 'login', client: 2, wait: true, person: 0, password: 1 },
        { do: 'logout', client: 0, wait: false, person: 0, password: 0 },
        { do: 'login', client: 0, wait: true, person: 0, password: 0 },
        { do: 'fetch', client: 0, wait: true, person: 0, password: 0 },
      ],
    },
  ],
  [
    'another account’s key that is stored while a login ends is not sent',
    {
      seed: 117,
      persistent: true,
      switches: {},
      clients: [
        { noExpire: true, timeout: 5000, attempts: 1, skew: 0, unattended: 0 },
        { noExpire: true, timeout: 30000, attempts: 1, skew: 0 },
      ],
      steps: [
        { do: 'login', client: 1, wait: false, person: 1, password: 0 },
        { do: 'login', client: 0, wait: true, person: 0, password: 0 },
        { do: 'fetch', client: 0, wait: true, person: 0, password: 0 },
      ],
    },
  ],
  [
    'a login leaves the record of one that has no lock',
    {
      seed: 537113,
      persistent: true,
      switches: {
        passwordChangeRevokesKeys: true,
        loginRateLimit: { limit: 1, windowMs: 60000, status: 503, retryAfter: 'none' },
      },
      clients: [
        { noExpire: true, timeout: 2000, attempts: 1, skew: 0, unattended: 0 },
        { noExpire: true, timeout: 30000, attempts: 1, skew: 0 },
      ],
      steps: [
        { do: 'apiKey', client: 1, wait: true, person: 0, password: 1 },
        { do: 'fetch', client: 0, wait: false, person: 0, password: 0 },
        { do: 'login', client: 0, wait: true, person: 0, password: 0 },
      ],
    },
  ],
  [
    'every key that only memory has is queued, however many logins were seen since',
    {
      seed: 471852,
      persistent: true,
      switches: {},
      clients: [
        { noExpire: false, timeout: 30000, attempts: 1, skew: 0, unattended: 1 },
        { noExpire: true, timeout: 30000, attempts: 1, skew: 3600000, unattended: 0 },
        { noExpire: true, timeout: 2000, attempts: 1, skew: 0, unattended: 0 },
      ],
      steps: [
        { do: 'fetch', client: 2, wait: true, person: 0, password: 0 },
        { do: 'clear the store' },
        { do: 'login', client: 1, wait: true, person: 0, password: 0 },
        { do: 'login', client: 1, wait: true, person: 0, password: 0 },
        { do: 'login', client: 2, wait: true, person: 1, password: 0 },
      ],
    },
  ],
  [
    'a login whose caller left gives way to the next',
    {
      seed: 618577,
      persistent: true,
      switches: {},
      clients: [
        { noExpire: true, timeout: 2000, attempts: 1, skew: 0 },
        { noExpire: false, timeout: 30000, attempts: 1, skew: 0, unattended: 0 },
      ],
      steps: [
        { do: 'login', client: 1, wait: true, person: 0, password: 0, timeout: 20 },
        { do: 'apiKey', client: 1, wait: true, person: 0, password: 0 },
      ],
    },
  ],
  [
    'a login whose caller left puts back the record that it wrote over',
    {
      seed: 604616,
      persistent: true,
      switches: {},
      clients: [
        { noExpire: true, timeout: 30000, attempts: 1, skew: 0, unattended: 0 },
        { noExpire: false, timeout: 30000, attempts: 1, skew: 86400000, unattended: 0 },
      ],
      steps: [
        { do: 'requestPasswordReset', client: 1, wait: true, person: 0, password: 1 },
        { do: 'fetch', client: 1, wait: true, person: 0, password: 0 },
        { do: 'settlePasswordChange', client: 1, wait: true, person: 0, password: 0 },
        { do: 'login', client: 0, wait: false, person: 0, password: 0, timeout: 200 },
        { do: 'login', client: 1, wait: true, person: 0, password: 0 },
      ],
    },
  ],
  [
    'a login whose key is refused at once, as another client hears, is not a logout',
    {
      seed: 66134,
      persistent: true,
      switches: { secondLoginRevokesFirst: true, passwordChangeRevokesKeys: true },
      clients: [
        { noExpire: false, timeout: 2000, attempts: 1, skew: 0, unattended: 0 },
        { noExpire: true, timeout: 5000, attempts: 1, skew: -3600000, unattended: 0 },
        { noExpire: true, timeout: 5000, attempts: 1, skew: 0, unattended: 0 },
      ],
      steps: [
        { do: 'login', client: 2, wait: false, person: 0, password: 0 },
        { do: 'pass', ms: 34 },
        { do: 'session', client: 0, wait: false, person: 0, password: 0 },
        { do: 'changePassword', client: 2, wait: false, person: 0, password: 0 },
        { do: 'invalidate', client: 1, wait: true, person: 0, password: 0 },
        { do: 'settlePasswordChange', client: 0, wait: true, person: 0, password: 0 },
      ],
    },
  ],
  [
    'a login writes over the expired session that another one puts back',
    {
      seed: 222103,
      persistent: true,
      switches: {},
      clients: [
        { noExpire: false, timeout: 30000, attempts: 1, skew: 0, unattended: 0 },
        { noExpire: false, timeout: 30000, attempts: 1, skew: 3600000, unattended: 0 },
      ],
      steps: [
        { do: 'verifyResetToken', client: 1, wait: true, person: 0, password: 0, abortAfter: 5 },
        { do: 'fetch', client: 0, wait: true, person: 0, password: 1 },
        {
          do: 'network',
          fault: {
            match: { operation: 'login' },
            times: 1,
            kind: 'reply',
            status: 401,
            json: { message: 'missing_authorization_key' },
          },
        },
        { do: 'login', client: 1, wait: true, person: 0, password: 0 },
        { do: 'pass', ms: 90000000 },
        { do: 'fetch', client: 0, wait: true, person: 0, password: 0, abortAfter: 20 },
        { do: 'login', client: 0, wait: true, person: 0, password: 0 },
      ],
    },
  ],
  [
    'a key that was given up is named while it is still stored',
    {
      seed: 326314,
      persistent: true,
      switches: {},
      clients: [
        { noExpire: true, timeout: 5000, attempts: 1, skew: 0, unattended: 0 },
        { noExpire: false, timeout: 5000, attempts: 1, skew: 0, unattended: 0 },
      ],
      steps: [
        { do: 'apiKey', client: 1, wait: true, person: 0, password: 0 },
        { do: 'login', client: 0, wait: false, person: 0, password: 0 },
        { do: 'apiKey', client: 0, wait: true, person: 0, password: 0 },
        { do: 'close', client: 0, wait: true, person: 0, password: 0 },
        { do: 'login', client: 1, wait: false, person: 0, password: 0 },
        { do: 'invalidate', client: 1, wait: true, person: 0, password: 0 },
      ],
    },
  ],
  [
    'a key that only another clock says is expired is revoked when it is replaced',
    {
      seed: 1116,
      persistent: true,
      switches: {},
      clients: [
        { noExpire: false, timeout: 5000, attempts: 1, skew: 0 },
        { noExpire: false, timeout: 5000, attempts: 1, skew: 0, unattended: 0 },
      ],
      steps: [
        { do: 'fetch', client: 1, wait: true, person: 0, password: 0 },
        { do: 'set the clock', client: 0, ms: 86400000 },
        { do: 'login', client: 0, wait: true, person: 0, password: 0 },
      ],
    },
  ],
  [
    'a key that looks expired, since the clock of the client that made it was behind, is revoked when it is replaced',
    {
      seed: 796239894,
      persistent: true,
      switches: { sendDate: false },
      clients: [
        { noExpire: false, timeout: 5000, attempts: 1, skew: 0 },
        { noExpire: false, timeout: 5000, attempts: 1, skew: -86400000 },
      ],
      steps: [
        { do: 'login', client: 1, wait: true, person: 0, password: 0 },
        { do: 'session', client: 0, wait: true, person: 0, password: 0 },
        { do: 'switch', to: { sendDate: true } },
        { do: 'login', client: 0, wait: true, person: 0, password: 0 },
      ],
    },
  ],
  [
    'so is one that looks expired since the service told a wrong time',
    {
      seed: 1,
      persistent: true,
      switches: {},
      clients: [
        { noExpire: false, timeout: 5000, attempts: 1, skew: 0 },
        { noExpire: false, timeout: 5000, attempts: 1, skew: 0 },
      ],
      steps: [
        { do: 'login', client: 1, wait: true, person: 0, password: 0 },
        { do: 'tell the time', ahead: 86400000 },
        { do: 'login', client: 0, wait: true, person: 0, password: 0 },
      ],
    },
  ],
  [
    'a call that began before a logout makes no login after the next login',
    {
      seed: 8134,
      persistent: true,
      switches: { secondLoginRevokesFirst: true },
      clients: [{ noExpire: false, timeout: 30000, attempts: 1, skew: -86400000, unattended: 0 }],
      steps: [
        { do: 'apiKey', client: 0, wait: false, person: 1, password: 0 },
        { do: 'logout', client: 0, wait: true, person: 0, password: 0 },
        { do: 'login', client: 0, wait: true, person: 1, password: 0 },
        { do: 'settlePasswordChange', client: 0, wait: true, person: 1, password: 0 },
        { do: 'fetch', client: 0, wait: true, person: 0, password: 0 },
      ],
    },
  ],
  [
    'a read of the store that a login and a logout overtake brings no key back',
    {
      seed: 68235,
      persistent: true,
      switches: {},
      clients: [{ noExpire: true, timeout: 5000, attempts: 1, skew: 0 }],
      steps: [
        { do: 'login', client: 0, wait: true, person: 0, password: 0, timeout: 20 },
        { do: 'settlePasswordChange', client: 0, wait: true, person: 0, password: 0 },
        { do: 'login', client: 0, wait: false, person: 0, password: 0, noExpire: true },
        { do: 'apiKey', client: 0, wait: true, person: 0, password: 0 },
        { do: 'session', client: 0, wait: true, person: 0, password: 0 },
        { do: 'pass', ms: 90000000 },
        { do: 'changePassword', client: 0, wait: true, person: 0, password: 1 },
        { do: 'session', client: 0, wait: false, person: 1, password: 0 },
        { do: 'login', client: 0, wait: true, person: 0, password: 0, timeout: 1 },
        { do: 'login', client: 0, wait: true, person: 0, password: 0 },
        { do: 'logout', client: 0, wait: true, person: 0, password: 0 },
        { do: 'fetch', client: 0, wait: true, person: 0, password: 0 },
      ],
    },
  ],
  [
    'a logout beside another one waits for what that one takes out',
    {
      seed: 802032247,
      persistent: true,
      switches: {},
      clients: [{ noExpire: true, timeout: 2000, attempts: 1, skew: -86400000, unattended: 0 }],
      steps: [
        { do: 'fetch', client: 0, wait: false, person: 1, password: 0 },
        { do: 'changePassword', client: 0, wait: false, person: 0, password: 0 },
        { do: 'apiKey', client: 0, wait: true, person: 0, password: 0 },
        { do: 'clear the store' },
        { do: 'logout', client: 0, wait: false, person: 0, password: 0 },
        { do: 'logout', client: 0, wait: true, person: 0, password: 0 },
        { do: 'end the program', client: 0, at: 2, happens: true },
      ],
    },
  ],
  [
    'a login that meets one which is then undone may be tried again',
    {
      seed: 803241149,
      persistent: true,
      switches: {},
      clients: [
        { noExpire: true, timeout: 2000, attempts: 1, skew: -3600000, unattended: 0 },
        { noExpire: false, timeout: 2000, attempts: 1, skew: 0, unattended: 0 },
      ],
      steps: [
        { do: 'settlePasswordChange', client: 1, wait: false, person: 0, password: 1 },
        { do: 'login', client: 0, wait: false, person: 0, password: 0 },
        { do: 'fetch', client: 1, wait: false, person: 1, password: 0 },
        { do: 'login', client: 1, wait: true, person: 0, password: 0, timeout: 200 },
      ],
    },
  ],
];
