/** An edit that takes one guard out of the core, and the case of the suite that must notice. */
export interface Mutant {
  /** The behaviour the guard is for, by its number in the README's list of promises. */
  readonly promise: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10;
  /** What is missing in the mutant. */
  readonly without: string;
  /** Below `packages/core/src`. */
  readonly file: string;
  /** A piece of the file that stands there exactly once, and what takes its place. */
  readonly replace: readonly [string, string];
  /** The name of the case that must fail. */
  readonly killedBy: string;
}

/** One edit per guard. A guard that moves takes its edit along: an edit that no longer fits is an error, not a pass. */
export const mutants: readonly Mutant[] = [
  {
    promise: 1,
    without: 'proving the store writable before a key is minted',
    file: 'session/login.ts',
    replace: ['const pending = await proveWritable(parts, ref);', "const pending = '';"],
    killedBy:
      'login is a transaction: and a store that cannot be written to is found out before a key is minted',
  },
  {
    promise: 1,
    without: 'reading back what the store said it wrote',
    file: 'session/login.ts',
    replace: ["const found = (await store.get(ref, 'pending'))?.gen;", 'const found = gen;'],
    killedBy: 'login is a transaction: and a store that lies is found out before a key is minted',
  },
  {
    promise: 1,
    without: 'revoking a key that could not be stored',
    file: 'session/login.ts',
    replace: ['await undo(before); // it may have been written all the same', ''],
    killedBy: 'login is a transaction: when the store fails at its use number 5',
  },
  {
    promise: 1,
    without: 'revoking the key of a login that its caller left',
    file: 'session/flight.ts',
    replace: [
      'abandoned: () => waiting.signal.aborted,\n      waiting',
      'abandoned: () => false,\n      waiting',
    ],
    killedBy: 'aborts: of a login under way leave no key behind',
  },
  {
    promise: 1,
    without: 'revoking the key that a new login replaces',
    file: 'session/login.ts',
    replace: ['await revocation.retire(replaced.key, ref, Math', 'await (async () => {})(), void (Math'],
    killedBy: 'log in: while signed in revokes the key it replaces',
  },
  {
    promise: 2,
    without: 'the lock around the login',
    file: 'locks/best-effort-lock.ts',
    replace: ['lock(name, () => begin(true), { ...(signal && { signal }), timeout })', 'begin(false)'],
    killedBy: "one login: for two clients on one profile of the adapter's own store",
  },
  {
    promise: 2,
    without: 'reading the store again under the lock',
    file: 'session/login.ts',
    replace: ["if (before && reason !== 'asked' && ground.adoptable(before)) return before;", ''],
    killedBy: "one login: for two clients on one profile of the adapter's own store",
  },
  {
    promise: 2,
    without: 'comparing the refused key with the current one',
    file: 'session/session.ts',
    replace: ['if (record && record.key !== key) return;', ''],
    killedBy: 'one login: for a key that is refused after it was already replaced is none',
  },
  {
    promise: 2,
    without: 'going on when the lock fails',
    file: 'locks/best-effort-lock.ts',
    replace: ['() => begin(false),\n    );\n    try {', 'reject,\n    );\n    try {'],
    killedBy: 'locks: one that rejects fails no call',
  },
  {
    promise: 2,
    without: 'asking whose session is adopted',
    file: 'session/current-session.ts',
    replace: ['(current.account === undefined || record.account === current.account)', 'true'],
    killedBy: 'one login: and none of another account is adopted',
  },
  {
    promise: 3,
    without: 'remembering credentials that were refused',
    file: 'session/session.ts',
    replace: ['refused = { by: given, error };', ''],
    killedBy: 'refusals cool down: credentials that were refused are not tried again, and new ones are',
  },
  {
    promise: 3,
    without: 'leaving the service alone after 429',
    file: 'call/perform.ts',
    replace: ['if (cool) throw cool;', ''],
    killedBy:
      'refusals cool down: a wait that does not fit (120) fails at once, and so does every login until it is over',
  },
  {
    promise: 3,
    without: 'waiting only once after 429',
    file: 'transport/retry.ts',
    replace: ['told !== null && !alreadyWaited', 'told !== null'],
    killedBy: 'refusals cool down: a wait that is over is one repeat, and no more',
  },
  {
    promise: 3,
    without: 'a limit to what Retry-After may ask',
    file: 'call/perform.ts',
    replace: ['Math.min(told ?? COOL_DOWN, LONGEST_COOL_DOWN)', '(told ?? COOL_DOWN)'],
    killedBy: 'refusals cool down: a wait until the year 9999 is not believed for ever',
  },
  {
    promise: 4,
    without: 'the offset of the service’s clock',
    file: 'call/service-time.ts',
    replace: ['offset = Math.round(time + 500 - (sentAt + clock.now()) / 2);', ''],
    killedBy: 'clocks: of this machine are not what a session goes by',
  },
  {
    promise: 4,
    without: 'asking the monotonic clock as well',
    file: 'session/expiry.ts',
    replace: [' && byMonotonic >= record.expiresAt', ''],
    killedBy: 'clocks: that are set by 8760 hours cause no login',
  },
  {
    promise: 4,
    without: 'expiry at all',
    file: 'session/expiry.ts',
    replace: ['if (record.expiresAt === null) return false;', 'return false;'],
    killedBy: 'use the key: an expired key is no session, and is not used',
  },
  {
    promise: 5,
    without: 'keeping what was sent out of serverCode',
    file: 'transport/judge.ts',
    replace: ['!secrets.some((secret) => message.includes(secret) || secret.includes(message))', 'true'],
    killedBy: 'odd answer: that repeats the password as if it were a code is not repeated again',
  },
  {
    promise: 5,
    without: 'asking whether a message looks like a code',
    file: 'transport/judge.ts',
    replace: ['codeLike.test(message) &&', ''],
    killedBy: 'odd answer: in prose, or with what could be a key, is no code',
  },
  {
    promise: 5,
    without: 'hiding what the platform’s fetch threw',
    file: 'transport/send.ts',
    replace: [
      "if (!signal.aborted) return { outcome: 'lost', ",
      "if (!signal.aborted) throw error ?? { outcome: 'lost', ",
    ],
    killedBy: 'no secret leaves: through drop before',
  },
  {
    promise: 5,
    without: 'making an error of its own for a status, in createApi',
    file: 'api/create-api.ts',
    replace: ['throw refusal(thrown, thrown.response);', 'throw thrown;'],
    killedBy: 'no secret leaves: through code 403 wrong_credentials_specified',
  },
  {
    promise: 5,
    without: 'unwrapping what ofetch wraps, in createApi',
    file: 'api/create-api.ts',
    replace: ['? thrown.cause : thrown', '? thrown : thrown'],
    killedBy: 'createApi: lets the errors of the client through as they are',
  },
  {
    promise: 5,
    without: 'hiding what a store threw',
    file: 'session/guarded-store.ts',
    replace: [
      "throw isTurboSMTPAuthError(error) ? error : storageError('storage_unavailable');",
      'throw error;',
    ],
    killedBy: 'stores: that throw or reject show nothing of what they threw',
  },
  {
    promise: 6,
    without: 'taking nothing but JSON for JSON, in createApi',
    file: 'api/read-answer.ts',
    replace: ['if (status >= 400) return textOf(body);', 'return textOf(body);'],
    killedBy: 'createApi: takes nothing but JSON for JSON',
  },
  {
    promise: 6,
    without: 'ignoring the fetch that an instance is made with',
    file: 'api/create-api.ts',
    replace: [
      'createInstance(client, { ...defaults, ...more, ...given })',
      'createFetch({ fetch: native }).create(given, { fetch: globalThis.fetch, defaults: more ?? {} })',
    ],
    killedBy: 'createApi: stays with its client, whatever an instance is made with',
  },
  {
    promise: 6,
    without: 'refusing redirects',
    file: 'transport/send.ts',
    replace: ['if (!isRedirect(response)) return', 'return'],
    killedBy: 'nothing reaches a redirect target: when login is answered 307',
  },
  {
    promise: 6,
    without: 'asking fetch not to follow',
    file: 'transport/send.ts',
    replace: ["redirect: 'manual'", "redirect: 'follow'"],
    killedBy: 'nothing reaches a redirect target: when login is answered 307',
  },
  {
    promise: 6,
    without: 'noticing that an injected fetch followed',
    file: 'transport/send.ts',
    replace: ['response.redirected || ', ''],
    killedBy:
      'nothing reaches a redirect target: and an answer that an injected fetch followed to is not taken',
  },
  {
    promise: 6,
    without: 'noticing an opaque redirect',
    file: 'transport/send.ts',
    replace: ["response.type === 'opaqueredirect' || ", ''],
    killedBy: 'nothing reaches a redirect target: also when the redirect is opaque',
  },
  {
    promise: 6,
    without: 'a limit to what is read',
    file: 'transport/read-body.ts',
    replace: ['if (size > limit) return null;', ''],
    killedBy: 'bounded bodies: endless, as the answer to a login',
  },
  {
    promise: 6,
    without: 'the deadline over the whole call',
    file: 'transport/deadline.ts',
    replace: ['timedOut = true;\n    call.abort(', 'timedOut = true;\n    void ('],
    killedBy: 'bounded bodies: stalled after its headers, as the answer to a login',
  },
  {
    promise: 6,
    without: 'HTTPS',
    file: 'call/base-url.ts',
    replace: ["if (url.protocol !== 'https:' &&", "if (url.protocol === 'ftp:' &&"],
    killedBy: 'base URL: "http://10.0.0.1/api/v2" is refused when the client is created',
  },
  {
    promise: 6,
    without: 'pinning client.fetch to the base URL',
    file: 'call/base-url.ts',
    replace: [
      "if (!allowed.some((href) => isUnder(url, href))) throw refused(path, 'outside_base_url');",
      '',
    ],
    killedBy: 'use the key: client.fetch sends the key nowhere else',
  },
  {
    promise: 6,
    without: 'asking for JSON by its media type',
    file: 'transport/judge.ts',
    replace: ["if (mediaType !== 'application/json') return undefined;", ''],
    killedBy: 'odd answer: with a key, labelled as something else, is not taken',
  },
  {
    promise: 6,
    without: 'asking whether a key may travel in a header',
    file: 'operations/replies.ts',
    replace: ['headerSafe.test(value)', "value !== ''"],
    killedBy:
      'answer: 200 with {"auth":"with\\r\\nline-end: 1"} is UnexpectedResponseError unexpected_response',
  },
  {
    promise: 6,
    without: 'looking at an answer’s own fields only',
    file: 'operations/replies.ts',
    replace: ['alone(value)', 'value'],
    killedBy: 'odd answer: without a key is not answered by a polluted prototype',
  },
  {
    promise: 7,
    without: 'asking whether a lost request may be repeated',
    file: 'transport/retry.ts',
    replace: ['exchange.neverSent || repeatable;', 'true;'],
    killedBy: 'retries: changePassword against drop is sent once',
  },
  {
    promise: 7,
    without: 'asking whether a failed request may be repeated',
    file: 'transport/retry.ts',
    replace: ['exchange.status < 500 || !repeatable ||', 'exchange.status < 500 ||'],
    killedBy: 'retries: changePassword against html is sent once',
  },
  {
    promise: 7,
    without: 'retries',
    file: 'transport/retry.ts',
    replace: ['if (attempts <= 1) return null;', 'return null;'],
    killedBy: 'retries: a call that may be repeated succeeds in the end',
  },
  {
    promise: 7,
    without: 'saying that an outcome is unknown',
    file: 'transport/judge.ts',
    replace: ['harmless ? networkError', 'true ? networkError'],
    killedBy: 'retries: changePassword against drop is sent once',
  },
  {
    promise: 7,
    without: 'replaying a refused call only once',
    file: 'call/authorization.ts',
    replace: [
      'return (await attempt(others, 2)).result();',
      'await attempt(others, 2);\n  return (await attempt(others, 2)).result();',
    ],
    killedBy: 'use the key: with credentials, a call that is refused again is not repeated for ever',
  },
  {
    promise: 8,
    without: 'undoing a login that a logout overtook',
    file: 'session/session.ts',
    replace: ['overtaken: () => closed || epoch !== began,', 'overtaken: () => false,'],
    killedBy: 'logout wins: over a login whose answer is still under way, and its late key is revoked',
  },
  {
    promise: 8,
    without: 'queueing what could not be revoked',
    file: 'session/session.ts',
    replace: ['await revocation.queue(keys, ref);', 'undefined;'],
    killedBy: 'log out: signs out also when the service cannot be reached, and revokes on the next use',
  },
  {
    promise: 8,
    without: 'keeping the session whose key could not be queued',
    file: 'session/session.ts',
    replace: ['if (!unqueued) await remove();', 'await remove();'],
    killedBy: 'log out: of a key that cannot be queued keeps the session, which alone knows it, and says why',
  },
  {
    promise: 8,
    without: 'refusing to queue more than the store takes',
    file: 'session/revocation.ts',
    replace: [
      'const keys = edit(before?.keys ?? []);',
      'const keys = edit(before?.keys ?? []).slice(-LONGEST_QUEUE);',
    ],
    killedBy: 'log out: loses no key when more are queued than the store takes',
  },
  {
    promise: 8,
    without: 'counting a service that does not answer in time as out of reach',
    file: 'session/log-out.ts',
    // Not just as long as the call may take: then either might end first.
    replace: ['remaining() - Math.min(500, remaining() / 10)', 'remaining() + 1_000'],
    killedBy: 'log out: is queued as well when the service does not answer in time',
  },
  {
    promise: 8,
    without: 'counting a refused revocation as done',
    file: 'session/revocation.ts',
    replace: ['(error) => error instanceof UnauthorizedError,', '() => false,'],
    killedBy: 'log out: counts a key that the service no longer takes as revoked',
  },
  {
    promise: 8,
    without: 'staying signed out after a logout',
    file: 'session/session.ts',
    replace: ['signedOut = true;', ''],
    killedBy: 'log out: lasts, also for a client with credentials, until the next login',
  },
  {
    promise: 9,
    without: 'distrusting what a store answers',
    file: 'session/guarded-store.ts',
    replace: ["if (!isStoredRecord(record, kind)) throw storageError('storage_damaged');", ''],
    killedBy: 'stores: that answer with something else are damaged, and nothing of it is used',
  },
  {
    promise: 9,
    without: 'a limit to how long a store may take',
    file: 'records/within-limit.ts',
    replace: ['await Promise.race([work(), late.promise])', 'await work()'],
    killedBy: 'stores: that never answer are given up in time',
  },
  {
    promise: 9,
    without: 'the least assurance',
    file: 'session/guarded-store.ts',
    replace: ["throw storageError('storage_below_assurance');", ''],
    killedBy: 'stores: below the least assurance are not used',
  },
  {
    promise: 10,
    without: 'waiting for the first call before anything is asked',
    file: 'client/create-client.ts',
    replace: [
      'const session = createKeySession(',
      'void fetch(base.href).catch(() => undefined); const session = createKeySession(',
    ],
    killedBy: 'creation: asks neither the store nor the service for anything',
  },
];
