import { afterEach, describe, expect, it } from 'vitest';
import { webLock } from '../../src/web-lock.ts';
import { freshName } from './fixtures.ts';
import { startPeer } from './peer.ts';

const never = (): Promise<never> => new Promise(() => {});

describe('across tabs', () => {
  it('waits for the other tab, and passes on what the work answers', async () => {
    const name = freshName();
    const peer = startPeer();
    const { promise: held, resolve: onHeld } = Promise.withResolvers<void>();
    const released = peer.ask<number>({ verb: 'lock', name, hold: 150 }, onHeld);
    await held;
    const entered = await webLock()(name, async () => Date.now());
    expect(entered).toBeGreaterThanOrEqual(await released);
  });

  it('is free again when the tab that held it dies', async () => {
    const name = freshName();
    const peer = startPeer();
    await new Promise<void>((resolve) => void peer.ask({ verb: 'lock', name, hold: 60_000 }, resolve));
    const ours = webLock()(name, async () => 'ours');
    peer.kill();
    expect(await ours).toBe('ours');
  });

  it('gives up in time, without running the work', async () => {
    const name = freshName();
    void webLock()(name, never);
    let ran = false;
    const work = async (): Promise<void> => {
      ran = true;
    };
    await expect(webLock()(name, work, { timeout: 50 })).rejects.toMatchObject({ name: 'TimeoutError' });
    const controller = new AbortController();
    const waiting = webLock()(name, work, { signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    await expect(webLock()(name, work, { signal: AbortSignal.abort(new Error('before')) })).rejects.toThrow(
      'before',
    );
    expect(ran).toBe(false);
  });

  it('gives the lock back when the work fails, and passes its error on', async () => {
    const lock = webLock();
    const name = freshName();
    const fails = (): Promise<never> => Promise.reject(new Error('the work failed'));
    await expect(lock(name, fails)).rejects.toThrow('the work failed');
    expect(await lock(name, async () => 'next')).toBe('next');
  });
});

describe('without Web Locks', () => {
  const original = Object.getOwnPropertyDescriptor(Navigator.prototype, 'locks');
  afterEach(() => {
    if (original) Object.defineProperty(Navigator.prototype, 'locks', original);
  });

  it.each([
    ['absent, as outside a secure context', undefined],
    [
      'refused, as in a sandboxed frame',
      { request: () => Promise.reject(new DOMException('no', 'SecurityError')) },
    ],
  ])('(%s) still holds within the page', async (_how, value) => {
    Object.defineProperty(Navigator.prototype, 'locks', { value, configurable: true });
    const lock = webLock();
    const order: string[] = [];
    const first = lock('name', async () => {
      order.push('first in');
      await new Promise((resolve) => setTimeout(resolve, 20));
      order.push('first out');
    });
    await lock('name', async () => order.push('second'));
    await first;
    expect(order).toEqual(['first in', 'first out', 'second']);
  });
});
