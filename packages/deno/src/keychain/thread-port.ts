import { type StorageError, storageError } from '@turbosmtp-auth/core';
import {
  type Asking,
  createAsking,
  type KeychainOutcome,
  type KeychainPort,
  type KeychainReply,
  type KeychainRequest,
  keychainFault,
  keychainPort,
} from '@turbosmtp-auth/core/keychain';
import { nativePackage } from './native-package.ts';
import { threadScript } from './thread-script.ts';
import { workerThreads } from './worker-threads.ts';

type Thread = Pick<Asking<KeychainRequest>, 'ask'>;

let current: Promise<Thread> | undefined;

/** A thread that did not answer in time is abandoned, with all its requests. */
async function startThread(): Promise<Thread> {
  const { Worker } = workerThreads();
  let ended = false;
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(threadScript)}`), {
    workerData: nativePackage(),
  });
  worker.unref(); // while an answer is awaited, the timer keeps the process

  const end = (reason: StorageError): void => {
    if (!ended) current = undefined;
    ended = true;
    void worker.terminate(); // after the native call that it may be in
    requests.giveUp(reason);
  };

  const requests = createAsking<KeychainRequest>({
    send: (message) => worker.postMessage(message),
    late: () => end(storageError('storage_timeout')),
  });

  worker.on('message', (reply) => requests.answered(reply as KeychainReply)); // the script sends nothing else
  worker.on('error', () => end(storageError('storage_unavailable')));

  return requests;
}

async function ask(request: KeychainRequest, timeout: number): Promise<KeychainOutcome> {
  current ??= startThread().catch(() => {
    current = undefined; // there may be room for one the next time
    throw storageError('storage_unavailable', { retryable: true });
  });
  const reply = await (await current).ask(request, timeout);
  return 'failure' in reply ? { fault: keychainFault(reply.failure) } : reply;
}

/** The keychain of the operating system, through a thread that may hang. */
export const threadPort: KeychainPort = keychainPort(ask);
