import { describe, expect, it } from 'vitest';
import { createSandbox, type SavedSandbox } from '../src/index.ts';
import { ada, adasSandbox, base, logIn, mail, pair, pairHeaders, send, sendMail, use } from './people.ts';

/** As storage keeps it. */
const stored = (saved: SavedSandbox): SavedSandbox => JSON.parse(JSON.stringify(saved));

describe('a sandbox that is saved', () => {
  it('goes on elsewhere with its accounts, keys, pairs, tokens and mails', async () => {
    const before = adasSandbox();
    const key = await logIn(before);
    const revoked = await logIn(before);
    await send(before, 'POST', '/deauthorize', undefined, revoked);
    await send(before, 'POST', '/forgot-password', { email: ada.email });
    const after = createSandbox({ accounts: [{ email: 'else@example.com', password: 'Correct-Horse-9' }] });
    const other = await send(after, 'POST', '/authorize', {
      email: 'else@example.com',
      password: 'Correct-Horse-9',
    });
    expect(other.status).toBe(200);

    after.restore(stored(before.save()));
    expect(after.accounts.list()).toEqual(before.accounts.list());
    expect(after.keys.list()).toEqual(before.keys.list());
    expect(after.outbox.list()).toEqual(before.outbox.list());
    expect(after.consumers.list()).toEqual(before.consumers.list());
    expect(await use(after, key)).toBe(200);
    expect(await use(after, revoked)).toBe(401);
    expect(await use(after, { consumerKey: pair.key, consumerSecret: pair.secret })).toBe(200);
    const [mail] = after.outbox.list();
    const reset = { token: mail?.token, password: 'Better-Horse-10', confirm_password: 'Better-Horse-10' };
    expect((await send(after, 'PUT', '/forgot-password', reset)).status).toBe(200);
    expect((await send(after, 'PUT', '/forgot-password', reset)).status).toBe(403);
    // The two share nothing.
    expect((await send(before, 'POST', '/authorize', ada)).status).toBe(200);
  });

  it('knows a mail that was sent with a pair, subaccounts, and whose they are', async () => {
    const before = adasSandbox();
    const child = { email: 'child@example.com', password: 'Correct-Horse-9', parent: ada.email };
    before.accounts.add(child);
    await sendMail(before, pairHeaders, mail);
    const after = createSandbox();
    after.restore(stored(before.save()));
    expect(after.outbox.list()).toEqual(before.outbox.list());
    expect(after.outbox.list()).toMatchObject([{ from: mail.from, mid: expect.stringMatching(/^\d+$/) }]);
    const key = await logIn(after);
    const answer = await send(after, 'POST', '/subaccounts/authorize', { email: child.email }, key);
    expect(answer.status).toBe(200);
  });

  it('keeps its clock, switches, faults, and what a rate limit counted', async () => {
    const before = adasSandbox({
      switches: { loginRateLimit: { limit: 1, windowMs: 60_000 }, sendDate: false },
      faults: [
        { kind: 'html', status: 503, match: { path: '/api/v2/analytics' }, times: 'always' },
        { kind: 'empty', match: { path: '/api/v2/other' }, times: 3, skip: 1 },
      ],
    });
    before.clock.advance(5 * 60 * 60 * 1000);
    await logIn(before);
    const after = createSandbox();
    after.restore(stored(before.save()));
    expect(Math.abs(after.clock.now() - before.clock.now())).toBeLessThan(60_000);
    expect(after.switches.get()).toEqual(before.switches.get());
    expect(after.faults.list()).toEqual(before.faults.list());
    expect((await send(after, 'POST', '/authorize', ada)).status).toBe(429);
    expect((await after.fetch(`${base}/analytics`)).status).toBe(503);
  });

  it('keeps the time of a clock that stands still, and expires by it', async () => {
    const before = adasSandbox({ clock: { frozen: true, now: 0 } });
    const key = await logIn(before);
    before.clock.advance(1_000_000);
    const after = createSandbox({ clock: { frozen: true, now: 77 } });
    after.restore(stored(before.save()));
    expect(after.clock.now()).toBe(1_000_000);
    expect(await use(after, key)).toBe(200);
    after.clock.advance(6_200_000);
    expect(await use(after, key)).toBe(401);
  });

  it('returns to its options on reset, its clock included', () => {
    const before = adasSandbox({ clock: { frozen: true, now: 0 } });
    before.clock.advance(9);
    const after = createSandbox({ clock: { frozen: true, now: 77 } });
    after.restore(before.save());
    after.reset();
    expect(after.clock.now()).toBe(77);
    expect(after.accounts.list()).toEqual([]);
  });

  it('does not change with what it was saved to', () => {
    const sandbox = adasSandbox();
    const saved = sandbox.save();
    const text = JSON.stringify(saved);
    sandbox.restore(saved);
    sandbox.accounts.add({ ...ada, password: 'Other-Horse-8' });
    sandbox.consumers.list()[0]?.ips.push('192.0.2.1');
    expect(JSON.stringify(saved)).toBe(text);
  });
});

describe('what was never saved', () => {
  const saved = (): SavedSandbox => stored(adasSandbox().save());
  it.each([
    ['nothing', () => null],
    ['another version', () => ({ ...saved(), version: 2 })],
    ['a part that is missing', () => ({ ...saved(), keys: undefined })],
    ['an account without a password', () => ({ ...saved(), accounts: [{ email: ada.email, active: true }] })],
    ['a key that never expires by accident', () => ({ ...saved(), keys: [{ key: 'k', account: 'a' }] })],
    ['a clock that is no number', () => ({ ...saved(), clock: 'late' })],
    ['a fault that does not exist', () => ({ ...saved(), faults: [{ kind: 'flood' }] })],
    ['a switch that does not exist', () => ({ ...saved(), switches: { mood: 'bad' } })],
    ['more than there is', () => ({ ...saved(), more: 1 })],
  ])('is refused, and changes nothing: %s', (_what, make) => refuses(make()));

  function refuses(wrong: unknown): void {
    const sandbox = adasSandbox();
    const before = JSON.stringify({ ...sandbox.save(), clock: 0 });
    expect(() => sandbox.restore(wrong as SavedSandbox)).toThrow(
      expect.objectContaining({
        name: 'InvalidShapeError',
        message: expect.not.stringContaining(ada.password),
      }),
    );
    expect(JSON.stringify({ ...sandbox.save(), clock: 0 })).toBe(before);
  }

  /** One item in every list, with every member that one can have. */
  const filled = (): Record<string, unknown[]> => ({
    ...(saved() as unknown as Record<string, unknown[]>),
    accounts: [{ ...ada, active: true, parent: 'parent@example.com', subaccounts: true }],
    keys: [{ key: 'k', account: ada.email, expiresAt: 1 }],
    consumers: [{ ...pair, label: '', permissions: ['APIS'], ips: ['192.0.2.1'], createdAt: 1 }],
    tokens: [{ token: 't', account: ada.email, expiresAt: 1 }],
    mails: [{ from: 'f', to: 't', subject: 's', text: '', html: '', token: 't', mid: '1', sentAt: 1 }],
    logins: [1],
    faults: [{ kind: 'html', status: 503, match: {}, times: 1, skip: 0 }],
  });
  const optional = ['parent', 'from', 'mid', 'status', 'match', 'times', 'skip'];
  const isOptional = (list: string, member: string): boolean =>
    optional.includes(member) || (list === 'mails' && member === 'token');

  const hole = new Array<unknown>(1);
  const lists = Object.entries(filled()).filter(([, list]) => Array.isArray(list));
  const wrongLists = lists.flatMap(([name, [item]]) => {
    const members = Object.entries(Object(item) as object);
    const withMember = (member: string, value: unknown) => [{ ...Object(item), [member]: value }];
    const wrong: [what: string, list: unknown][] = [
      ['a hole', hole],
      ['null', [null]],
      ['a number', [name === 'logins' ? Number.NaN : 7]],
      ['a text', ['7']],
      ['a list', [[]]],
      ['no list', { 0: item, length: 1 }],
      ...members.map(([member]): [string, unknown] => [
        `${member} of a wrong type`,
        withMember(member, [{}]),
      ]),
      ...members
        .filter(([member]) => !isOptional(name, member))
        .map(([member]): [string, unknown] => [
          `${member} missing`,
          [Object.fromEntries(members.filter(([other]) => other !== member))],
        ]),
      ...members
        .filter(([, value]) => Array.isArray(value))
        .map(([member]): [string, unknown] => [`a hole in ${member}`, withMember(member, hole)]),
    ];
    return wrong.map(([what, list]): [string, string, unknown] => [name, what, list]);
  });

  it.each(wrongLists)('is refused, and changes nothing: in %s, %s', (name, _what, list) =>
    refuses({ ...filled(), [name]: list }),
  );

  it('is none of these with right members, all of them', () => {
    expect(lists.map(([name]) => name).toSorted()).toEqual([
      'accounts',
      'consumers',
      'faults',
      'keys',
      'logins',
      'mails',
      'tokens',
    ]);
    const sandbox = adasSandbox();
    sandbox.restore(filled() as unknown as SavedSandbox);
    expect(sandbox.save()).toMatchObject({ ...filled(), clock: expect.any(Number) });
  });
});
