import { type StorageError, storageError } from '@turbosmtp-auth/core';
import { type KeychainPort, keychainFault } from '@turbosmtp-auth/core/keychain';
import { type ThreadReply, type ThreadRequest, threadScript } from './thread-script.ts';
import { workerThreads } from './worker-threads.ts';

interface Thread {
  ask(request: ThreadRequest, timeout: number): Promise<ThreadReply>;
}

interface Waiting {
  readonly resolve: (reply: ThreadReply) => void;
  readonly reject: (error: StorageError) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** What the native package asks Deno for while it loads. */
const flags =
  '--allow-ffi --allow-read=/usr/bin/ldd --allow-env=NAPI_RS_WASI_FLAVOR,NAPI_RS_NATIVE_LIBRARY_PATH,' +
  'NAPI_RS_FORCE_WASI,NAPI_RS_ENFORCE_VERSION_CHECK';

let current: Promise<Thread> | undefined;

/** A thread that did not answer in time is given up, and so is all that it was asked. */
async function startThread(): Promise<Thread> {
  const { Worker } = await workerThreads();
  const waiting = new Map<number, Waiting>();
  let asked = 0;
  let ended = false;
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(threadScript)}`));
  worker.unref(); // while an answer is awaited, the timer keeps the process

  const end = (reason: StorageError): void => {
    if (!ended) current = undefined;
    ended = true;
    void worker.terminate(); // after the native call that it may be in
    for (const { reject, timer } of waiting.values()) {
      clearTimeout(timer);
      reject(reason);
    }
    waiting.clear();
  };

  worker.on('message', (message) => {
    const reply = message as ThreadReply; // the script sends nothing else
    const asker = waiting.get(reply.id);
    waiting.delete(reply.id);
    clearTimeout(asker?.timer);
    asker?.resolve(reply);
  });
  worker.on('error', () => end(storageError('storage_unavailable')));

  return {
    ask: (request, timeout) =>
      new Promise((resolve, reject) => {
        const id = ++asked;
        const timer = setTimeout(() => end(storageError('storage_timeout')), timeout);
        waiting.set(id, { resolve, reject, timer });
        worker.postMessage({ id, request });
      }),
  };
}

async function answer(request: ThreadRequest, timeout: number): Promise<unknown> {
  current ??= startThread();
  const reply = await (await current).ask(request, timeout);
  if (!('failure' in reply)) return reply.value;
  if (/^Requires \w+ access/.test(reply.failure))
    throw storageError('storage_denied', { hint: `Run Deno with ${flags}.` });
  const fault = keychainFault(reply.failure);
  throw storageError(fault.code, fault);
}

/** The keychain of the operating system, through a thread that may hang. */
export const threadPort: KeychainPort = {
  read: async (entry, timeout) => {
    const text = await answer({ work: 'read', entry }, timeout);
    return typeof text === 'string' ? text : null;
  },
  replace: async (entry, before, after, timeout) =>
    (await answer({ work: 'replace', entry, before, after }, timeout)) === true,
};
