import { expect, test, vi } from 'vitest';
import { createSessionEvents } from '../src/session/session-events.ts';

test('a listener is called until it is taken off, and twice when it was put on twice', () => {
  const { on, emit } = createSessionEvents();
  const listener = vi.fn();
  const off = on('login', listener);
  on('login', listener);
  emit('login', null);
  off();
  emit('login', null);
  emit('logout', null);
  expect(listener).toHaveBeenCalledTimes(3);
});

test('a listener that throws stops neither the others nor the call, and its error is not lost', async () => {
  const { on, emit } = createSessionEvents();
  const listener = vi.fn();
  const uncaught = new Promise((resolve) => {
    const others = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    process.once('uncaughtException', (error) => {
      for (const other of others) process.on('uncaughtException', other);
      resolve(error);
    });
  });
  const own = new Error('mine');
  on('login', () => {
    throw own;
  });
  on('login', listener);
  emit('login', null);
  expect(listener).toHaveBeenCalledOnce();
  expect(await uncaught).toBe(own);
});
