import { createInterface } from 'node:readline';
import type { Slot, StoredRecord } from '@turbosmtp-auth/core';
import { filesIn, startDeno } from './run-deno.ts';

/** One call of a store in Deno. A key is in hexadecimal, or a passphrase. */
export interface Question {
  readonly directory: string;
  readonly sealingKey: string | { passphrase: string };
  readonly call: 'get' | 'set' | 'remove';
  readonly args: readonly [slot: Slot, record?: StoredRecord, ifGen?: string | null];
}

/** What came of it. */
export interface Answer {
  readonly value?: unknown;
  readonly error?: {
    readonly name: string;
    readonly code: string;
    readonly message: string;
    readonly hint: string;
  };
}

export const slot: Slot = { origin: 'https://api.example.test', profile: 'default', kind: 'session' };
export const key: string = '5a'.repeat(32);

export const recordOf = (gen: string): StoredRecord => ({
  v: 1,
  kind: 'session',
  gen,
  key: `canary-key-${gen}`,
  account: 'canary@example.test',
  mintedAt: 1_790_000_000_000,
  expiresAt: null,
  clockOffset: 0,
});

/** A Deno that may use files in one directory, and answers questions about the stores in it. */
export interface StoreInDeno {
  readonly root: string;
  ask(question: Question): Promise<Answer>;
  stop(): void;
}

/** Starts one for all tests of a file, from `beforeAll`. */
export async function storeInDeno(root: string): Promise<StoreInDeno> {
  const child = startDeno('use-store', filesIn(root), []);
  if (!child.stdout || !child.stdin) throw new Error('no pipes');
  const { stdin } = child;
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    root,
    ask: async (question) => {
      stdin.write(`${JSON.stringify(question)}\n`);
      return JSON.parse((await lines.next()).value ?? '{}');
    },
    stop: () => void child.kill(),
  };
}
