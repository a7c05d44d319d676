import { type Lock, storageError } from '@turbosmtp-auth/core';
import {
  atKeychain,
  type KeychainFault,
  type KeychainOutcome,
  type KeychainPort,
  keychainFault,
  keychainPort,
  noKeyring,
  noSessionBus,
} from '@turbosmtp-auth/core/keychain';
import { nodeHint } from '../hints.ts';
import { findOptional } from '../optional-package.ts';
import { findSession } from './session-bus.ts';
import { askWorker } from './worker.ts';
import { WORKER_VARIABLE, type WorkerRequest } from './worker-script.ts';

const noProcess: KeychainFault = {
  code: 'storage_unavailable',
  ...nodeHint('keychain_process_refused'),
  absent: 'this program cannot start the process that would talk to it',
};

/** Whether this program may start Node as another process. A single executable would start itself. */
const mayStartNode = (): boolean =>
  !process.getBuiltinModule('node:sea')?.isSea() &&
  process.permission?.has('child') !== false &&
  process.env[WORKER_VARIABLE] === undefined; // one that it was started as: never for ever

/** Asks the keychain, unless it is plain without a process that there is none. */
async function ask(request: WorkerRequest, timeout: number): Promise<KeychainOutcome> {
  const session = await findSession(process);
  if (!session) return { fault: noSessionBus };
  if (!mayStartNode()) return { fault: noProcess };
  const keyring = findOptional('@napi-rs/keyring'); // only the worker loads it
  if (!keyring) return { fault: noKeyring };
  const reply = await askWorker({ ...session, [WORKER_VARIABLE]: keyring.path }, request, timeout);
  return 'failure' in reply ? { fault: keychainFault(reply.failure) } : reply;
}

/** The keychain of the operating system, through a process that can be killed. */
export const workerPort: KeychainPort = keychainPort(ask);

/**
 * Why there is no keychain here; null where there is one that can be read and written.
 *
 * @throws {StorageError} where there is one that cannot, such as a locked one.
 */
export async function findAbsence(timeout: number, lock: Lock): Promise<string | null> {
  const outcome = await atKeychain(lock, timeout, (left) => ask({ work: 'probe' }, left()));
  if (!('fault' in outcome)) return null;
  const { fault } = outcome;
  if (fault.absent !== undefined) return fault.absent;
  throw storageError(fault.code, fault);
}
