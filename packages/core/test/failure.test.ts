import { describe, expect, test } from 'vitest';
import { errorOf } from '../src/errors/build.ts';
import { failureOf, networkError } from '../src/transport/failure.ts';

const reason = errorOf('network', { hint: 'Open the gate first.', retryable: false });

describe('the reason of a failure', () => {
  test('is an error of ours, or the cause of what was thrown', () => {
    expect(failureOf(reason).reason).toBe(reason);
    expect(failureOf(new TypeError('fetch failed', { cause: reason })).reason).toBe(reason);
  });

  test('is none in whatever else can be thrown', () => {
    const circle = new TypeError('fetch failed');
    circle.cause = circle;
    for (const thrown of [circle, new TypeError('fetch failed'), undefined, null, 'text', 0, {}])
      expect(failureOf(thrown)).toEqual({ neverSent: false, stale: false, reason: undefined });
  });

  test('is none in what throws when it is looked at, by this library or by the platform', () => {
    const refuse = (): never => {
      throw new Error('Correct-Horse-9');
    };
    const { proxy: revoked, revoke } = Proxy.revocable({}, {});
    revoke();
    const hostile = [
      Object.defineProperty({}, 'cause', { get: refuse }),
      new Proxy({}, { get: refuse, getPrototypeOf: refuse }),
      revoked,
    ];
    const lookAt = (error: unknown): boolean => Object(error).code === 'ENOTFOUND';
    for (const thrown of [
      ...hostile,
      ...hostile.map((cause) => new TypeError('fetch failed', { cause })),
      Object.defineProperty(new Error('fetch failed'), 'code', { get: refuse }),
    ])
      expect(failureOf(thrown, { neverSent: lookAt, staleConnection: lookAt })).toEqual({
        neverSent: false,
        stale: false,
        reason: undefined,
      });
  });

  test('is the platform’s to judge as sent or not', () => {
    const thrown = new TypeError('fetch failed', { cause: reason });
    const asked: unknown[] = [];
    const neverSent = (error: unknown): boolean => asked.push(error) > 0;
    expect(failureOf(thrown, { neverSent }).neverSent).toBe(true);
    expect(asked).toEqual([thrown]);
  });
});

describe('the error for it', () => {
  test('has the reason’s hint, and holds nothing of what was thrown', () => {
    const error = networkError('fetch', { neverSent: true, reason });
    expect(error).toMatchObject({ code: 'network', operation: 'fetch', hint: reason.hint, retryable: false });
    expect(error).not.toBe(reason);
    expect(error.cause).toBeUndefined();
  });

  test('has the usual hint where the reason is of another kind', () => {
    const other = errorOf('storage_unavailable', { hint: 'Unlock it.' });
    expect(networkError('fetch', { neverSent: false, reason: other })).toMatchObject({
      hint: errorOf('network').hint,
      retryable: true,
    });
  });
});
