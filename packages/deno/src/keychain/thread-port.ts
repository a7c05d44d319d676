import { type StorageError, storageError } from '@turbosmtp-auth/core';
import {
  type Asking,
  createAsking,
  type KeychainFault,
  type KeychainOutcome,
  type KeychainPort,
  type KeychainReply,
  type KeychainRequest,
  keychainFault,
  keychainPort,
} from '@turbosmtp-auth/core/keychain';
import { threadScript } from './thread-script.ts';
import { workerThreads } from './worker-threads.ts';

/** What the native package asks Deno for while it loads. */
const flags =
  '--allow-ffi --allow-read=/usr/bin/ldd --allow-env=NAPI_RS_WASI_FLAVOR,NAPI_RS_NATIVE_LIBRARY_PATH,' +
  'NAPI_RS_FORCE_WASI,NAPI_RS_ENFORCE_VERSION_CHECK';

const notPermitted: KeychainFault = { code: 'storage_denied', hint: `Run Deno with ${flags}.` };

type Thread = Pick<Asking<KeychainRequest>, 'ask'>;

let current: Promise<Thread> | undefined;

/** A thread that did not answer in time is given up, and so is all that it was asked. */
async function startThread(): Promise<Thread> {
  const { Worker } = await workerThreads();
  let ended = false;
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(threadScript)}`));
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
  return 'failure' in reply ? { fault: faultOf(reply.failure) } : reply;
}

const faultOf = (message: string): KeychainFault =>
  /^Requires \w+ access/.test(message) ? notPermitted : keychainFault(message);

/** The keychain of the operating system, through a thread that may hang. */
export const threadPort: KeychainPort = keychainPort(ask);
