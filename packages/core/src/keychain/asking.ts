import { startTimer, systemClock } from '../clock.ts';
import { storageError } from '../errors/build.ts';
import type { StorageError } from '../errors/errors.ts';
import type { KeychainFault } from './faults.ts';
import type { KeychainPort } from './keychain-port.ts';

/** What is asked of the program that makes the native calls. Entries are names; `before` and `after` are secrets. */
export type KeychainRequest =
  | {
      readonly work: 'read';
      /** Name of the entry. */
      readonly entry: string;
    }
  | {
      readonly work: 'replace';
      /** Name of the entry. */
      readonly entry: string;
      /** What it must hold; `null`: nothing. */
      readonly before: string | null;
      /** What it holds then; `null`: nothing. */
      readonly after: string | null;
    };

/** What that program answers: a value, or the message of an error. */
export type KeychainReply = {
  /** Of the request. */
  readonly id: number;
} & (
  | {
      /** What was asked for. */
      readonly value: unknown;
    }
  | {
      /** What the native package said. It goes no further than `keychainFault`. */
      readonly failure: string;
    }
);

/** What came of a request: the value that it asked for, or what is wrong with the keychain. */
export type KeychainOutcome =
  | {
      /** What was asked for. */
      readonly value: unknown;
    }
  | {
      /** What is wrong. */
      readonly fault: KeychainFault;
    };

/** How an adapter reaches the program that makes the native calls. */
export interface AskingOptions<Request> {
  /** Hands a request to the program. Required. */
  readonly send: (message: {
    /** Comes back with the answer. */
    readonly id: number;
    /** What is asked. */
    readonly request: Request;
  }) => void;
  /** Called if a request has no answer within its time. Required. */
  readonly late: () => void;
}

/** The requests to one such program, and those that wait for its answers. */
export interface Asking<Request> {
  /**
   * Sends a request, and waits as many milliseconds for the answer.
   *
   * @throws {StorageError} with which {@link Asking.giveUp} was called.
   */
  ask(request: Request, timeout: number): Promise<KeychainReply>;
  /** Hands an answer to the one who waits for it. */
  answered(reply: KeychainReply): void;
  /** Rejects every request that has no answer yet. */
  giveUp(reason: StorageError): void;
  /** Whether every request has its answer. */
  isIdle(): boolean;
}

interface Waiting {
  readonly resolve: (reply: KeychainReply) => void;
  readonly reject: (error: StorageError) => void;
  readonly stopTimer: () => void;
}

/** Keeps apart the answers of a program that is asked several things at a time. For authors of adapters. */
export function createAsking<Request>({ send, late }: AskingOptions<Request>): Asking<Request> {
  const waiting = new Map<number, Waiting>();
  let asked = 0;

  function take(id: number): Waiting | undefined {
    const asker = waiting.get(id);
    waiting.delete(id);
    asker?.stopTimer();
    return asker;
  }

  return {
    ask: (request, timeout) =>
      new Promise((resolve, reject) => {
        const id = ++asked;
        const stopTimer = startTimer(systemClock, timeout, () => {
          // In a busy process the answer may lie there unread when the time is up. It is read before this timer.
          setTimeout(() => waiting.has(id) && late());
        });
        waiting.set(id, { resolve, reject, stopTimer });
        send({ id, request });
      }),
    answered: (reply) => take(reply.id)?.resolve(reply),
    giveUp: (reason) => {
      for (const id of waiting.keys()) take(id)?.reject(reason);
    },
    isIdle: () => waiting.size === 0,
  };
}

/** The keychain that answers these requests. For authors of adapters. */
export function keychainPort(
  ask: (request: KeychainRequest, timeout: number) => Promise<KeychainOutcome>,
): KeychainPort {
  async function answer(request: KeychainRequest, timeout: number): Promise<unknown> {
    const outcome = await ask(request, timeout);
    if (!('fault' in outcome)) return outcome.value;
    throw storageError(outcome.fault.code, outcome.fault);
  }
  return {
    read: async (entry, timeout) => {
      const text = await answer({ work: 'read', entry }, timeout);
      return typeof text === 'string' ? text : null;
    },
    replace: async (entry, before, after, timeout) =>
      (await answer({ work: 'replace', entry, before, after }, timeout)) === true,
  };
}
