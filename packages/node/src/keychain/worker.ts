import { type StorageError, storageError } from '@turbosmtp-auth/core';
import { type Asking, createAsking, type KeychainReply } from '@turbosmtp-auth/core/keychain';
import { nodeHint } from '../hints.ts';
import { type WorkerRequest, workerScript } from './worker-script.ts';

// Not imports: a bundler moves those to the top of its one file, where each start pays for them.
const { dirname } = process.getBuiltinModule('node:path');
const { spawn } = process.getBuiltinModule('node:child_process');

/** Milliseconds without work after which the worker, some 45 MB of memory, is ended. */
const IDLE = 10_000;

/** A process that talks to the keychain, as long as it lives. */
type Worker = Pick<Asking<WorkerRequest>, 'ask'>;

/** What the worker needs in its environment beside what this process has. */
type WorkerVariables = Readonly<Record<string, string>>;

let current: Worker | undefined;

/**
 * Asks the worker of this process, which is started where there is none. One that does not answer in time is killed, with
 * all its requests: nothing takes effect afterwards.
 *
 * @throws {StorageError} `storage_timeout`, or `storage_unavailable` where no process can be started or it ended.
 */
export async function askWorker(
  variables: WorkerVariables,
  request: WorkerRequest,
  timeout: number,
): Promise<KeychainReply> {
  try {
    current ??= startWorker(variables);
  } catch {
    throw ended(); // out of processes, or of memory
  }
  return current.ask(request, timeout);
}

const ended = (): StorageError =>
  storageError('storage_unavailable', {
    ...nodeHint('keychain_process_ended'),
    retryable: true,
  });

function startWorker(variables: WorkerVariables): Worker {
  let idle: NodeJS.Timeout | undefined;

  const child = spawn(process.execPath, ['-e', workerScript], {
    env: workerEnvironment(variables),
    // Not the working directory, which may be gone, or be unmounted while the worker lives.
    cwd: dirname(process.execPath),
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    windowsHide: true,
  });

  const end = (reason: StorageError): void => {
    if (current === worker) current = undefined;
    clearTimeout(idle);
    child.kill('SIGKILL');
    requests.giveUp(reason);
  };

  const requests = createAsking<WorkerRequest>({
    send: (message) => child.send(message, (error) => error && end(ended())),
    late: () => end(storageError('storage_timeout')),
  });

  child.on('message', (reply: KeychainReply) => {
    requests.answered(reply);
    if (requests.isIdle()) idle = setTimeout(() => end(ended()), IDLE).unref();
  });
  child.on('exit', () => end(ended()));
  child.on('error', () => end(ended())); // it could not be started, or not be written to
  // It keeps no one alive: while an answer is awaited, the timer does.
  child.unref();
  child.channel?.unref?.(); // Bun has none

  const worker: Worker = {
    ask: (request, timeout) => {
      clearTimeout(idle);
      return requests.ask(request, timeout);
    },
  };
  return worker;
}

function workerEnvironment(variables: WorkerVariables): NodeJS.ProcessEnv {
  // Loaders and debuggers of the program are not for the worker. Yarn's is: it finds packages in archives.
  const { NODE_OPTIONS, NODE_CHANNEL_FD: _, ...environment } = process.env;
  return {
    ...environment,
    ...(NODE_OPTIONS !== undefined && 'pnp' in process.versions && { NODE_OPTIONS }),
    ...variables,
    // Where the executable is not Node itself but has it inside.
    ELECTRON_RUN_AS_NODE: '1',
    BUN_BE_BUN: '1',
  };
}
