import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { storageError } from '../src/errors/build.ts';
import { createAsking, type KeychainOutcome, type KeychainRequest, keychainPort } from '../src/keychain.ts';

const read = (entry: string): KeychainRequest => ({ work: 'read', entry });

describe('requests to a program', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  /** A program that answers nothing by itself, and what came to it. */
  function start() {
    const sent: { readonly id: number; readonly request: KeychainRequest }[] = [];
    const late = vi.fn<() => void>();
    const requests = createAsking<KeychainRequest>({ send: (message) => sent.push(message), late });
    return { ...requests, sent, late };
  }

  it('get their own answers, in whatever order these come', async () => {
    const { ask, answered, isIdle, sent, late } = start();
    const replies = Promise.all([ask(read('a'), 100), ask(read('b'), 100)]);
    expect(sent.map(({ request }) => request)).toEqual([read('a'), read('b')]);
    const [a = 0, b = 0] = sent.map(({ id }) => id);
    answered({ id: b, value: 'of b' });
    expect(isIdle()).toBe(false);
    answered({ id: a, failure: 'of a' });
    expect(isIdle()).toBe(true);
    expect(await replies).toEqual([
      { id: a, failure: 'of a' },
      { id: b, value: 'of b' },
    ]);
    vi.advanceTimersByTime(100);
    expect(late).not.toHaveBeenCalled();
  });

  it('are late after their own time', () => {
    const { ask, late } = start();
    void ask(read('a'), 50);
    void ask(read('b'), 100);
    vi.advanceTimersByTime(49);
    expect(late).not.toHaveBeenCalled();
    vi.advanceTimersByTime(2);
    expect(late).toHaveBeenCalledOnce();
  });

  it('are not late where the answer lay unread when their time was up', async () => {
    const { ask, answered, sent, late } = start();
    const reply = ask(read('a'), 50);
    vi.advanceTimersToNextTimer();
    answered({ id: sent[0]?.id ?? 0, value: null });
    vi.advanceTimersByTime(100);
    expect(await reply).toMatchObject({ value: null });
    expect(late).not.toHaveBeenCalled();
  });

  it('have more time than a timer holds', () => {
    const { ask, late } = start();
    void ask(read('a'), 2 ** 40);
    vi.advanceTimersByTime(1000);
    expect(late).not.toHaveBeenCalled();
  });

  it('are all given up at once, and not late any more', async () => {
    const { ask, answered, giveUp, isIdle, sent, late } = start();
    const replies = Promise.allSettled([ask(read('a'), 50), ask(read('b'), 100)]);
    const reason = storageError('storage_timeout');
    giveUp(reason);
    expect(isIdle()).toBe(true);
    expect(await replies).toEqual([
      { status: 'rejected', reason },
      { status: 'rejected', reason },
    ]);
    answered({ id: sent[0]?.id ?? 0, value: null }); // changes nothing
    vi.advanceTimersByTime(100);
    expect(late).not.toHaveBeenCalled();
  });
});

describe('the keychain over a program', () => {
  const over = (outcome: KeychainOutcome, asked: unknown[] = []) =>
    keychainPort(async (...request) => {
      asked.push(request);
      return outcome;
    });

  it('asks for what is wanted, within the time that it is given', async () => {
    const asked: unknown[] = [];
    const port = over({ value: 'text' }, asked);
    await port.read('entry', 1);
    await port.replace('entry', null, 'text', 2);
    expect(asked).toEqual([
      [read('entry'), 1],
      [{ work: 'replace', entry: 'entry', before: null, after: 'text' }, 2],
    ]);
  });

  it('takes a text for what an entry holds, and nothing but `true` for a replacement', async () => {
    expect(await over({ value: 'text' }).read('entry', 1)).toBe('text');
    expect(await over({ value: undefined }).read('entry', 1)).toBeNull();
    expect(await over({ value: true }).replace('entry', 'a', 'b', 1)).toBe(true);
    for (const value of [false, undefined, 'true'])
      expect(await over({ value }).replace('entry', 'a', 'b', 1)).toBe(false);
  });

  it('fails with the code and the hint of a fault', async () => {
    const port = over({ fault: { code: 'storage_denied', hint: 'Unlock it.', absent: 'none' } });
    await expect(port.read('entry', 1)).rejects.toMatchObject({
      name: 'StorageError',
      code: 'storage_denied',
      hint: 'Unlock it.',
    });
    await expect(over({ fault: { code: 'storage_full' } }).replace('e', null, 'a', 1)).rejects.toMatchObject({
      name: 'StorageError',
      code: 'storage_full',
    });
  });
});
