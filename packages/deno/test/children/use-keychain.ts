import type { KeyStore, Slot } from '@turbosmtp-auth/core';
import { keyStoreContract } from '@turbosmtp-auth/core/testing';
import { timeOf } from '../../../../tools/time-given.ts';
import { fileLock, keychainKeyStore } from '../../src/index.ts';

// Uses the keychain as the first argument says, and prints what came of it. The process must then end by itself.

declare const Deno: {
  args: string[];
  exit(code: number): never;
  stdin: { read(bytes: Uint8Array): Promise<number | null> };
};

const slot = { origin: 'https://api.example.test', profile: 'default', kind: 'pending' } as const;
const record = { v: 1, kind: 'pending', gen: 'g', startedAt: 0 } as const;
const [what = '', directory = '', exits = ''] = Deno.args;

const outcome = async (work: () => Promise<unknown>): Promise<unknown> => {
  let result = {};
  const took = await timeOf(async () => {
    result = await work().then(
      (value) => ({ value }),
      ({ name, code, hint }) => ({ name, code, hint }),
    );
  });
  return { ...result, took };
};

/** A store whose slots nobody else has, and which can be emptied. */
function openApart(prefix: string) {
  const store = keychainKeyStore({ timeout: 60_000 });
  const used = new Map<string, Slot>();
  const at = (slot: Slot): Slot => {
    const apart = { ...slot, origin: prefix + slot.origin };
    used.set(JSON.stringify(apart), apart);
    return apart;
  };
  const keyStore: KeyStore = {
    describe: () => store.describe(),
    get: (slot) => store.get(at(slot)),
    set: (slot, record, ifGen) => store.set(at(slot), record, ifGen),
    remove: (slot, ifGen) => store.remove(at(slot), ifGen),
  };
  const empty = async (): Promise<void> => {
    // Profiles that are refused hold nothing.
    for (const slot of used.values()) await store.remove(slot).catch(() => {});
  };
  return { keyStore, empty };
}

async function keepContract(): Promise<Record<string, string>> {
  const outcomes: Record<string, string> = {};
  let empty = async (): Promise<void> => {};
  const create = async (): Promise<KeyStore> => {
    const opened = openApart(`${Object.keys(outcomes).length} `);
    empty = opened.empty;
    return opened.keyStore;
  };
  for (const { name, run } of keyStoreContract({ create })) {
    outcomes[name] = await run().then(
      () => 'kept',
      (error: unknown) => String(error),
    );
    await empty();
  }
  return outcomes;
}

// Several at once on a busy machine may need longer than a call has by default.
const store = keychainKeyStore(directory ? { lock: fileLock({ directory }), timeout: 30_000 } : {});
const read = (): Promise<unknown> => outcome(() => store.get(slot));

async function write(): Promise<unknown[]> {
  return [
    await outcome(() => store.set(slot, record, null)),
    await read(),
    await outcome(() => store.remove(slot, 'other')),
  ];
}

/** One slot, which others write and remove as well: whose turn it is, nobody knows. */
async function share(): Promise<unknown[]> {
  const outcomes = [];
  for (let turn = 0; turn < 25; turn++) {
    outcomes.push(await outcome(() => store.set(slot, { ...record, gen: String(turn) })));
    outcomes.push(await read());
    outcomes.push(await outcome(() => store.remove(slot)));
  }
  return outcomes;
}

async function readMany(): Promise<unknown[]> {
  const outcomes = [];
  for (let count = 0; count < 300; count++)
    outcomes.push(await outcome(() => store.get({ ...slot, profile: `p${count}` })));
  return outcomes;
}

/** Reads, says so, and reads once more when it is told to. */
async function readAgain(): Promise<unknown[]> {
  await read();
  console.log('read');
  await Deno.stdin.read(new Uint8Array(1));
  return [await read()];
}

/** Reads, and is busy until long after the time for it is up. */
async function readWhileBusy(): Promise<unknown[]> {
  const store = keychainKeyStore({ timeout: 1000 });
  await store.get(slot);
  // A busy machine may not have asked for it by then, or not have answered. One that is not heard never is.
  for (let tries = 1; ; tries++) {
    const result = outcome(() => store.get(slot));
    await new Promise((resolve) => setTimeout(resolve, 1)); // it is asked for by then
    const end = performance.now() + 1500;
    while (performance.now() < end);
    const found = await result;
    if (tries === 8 || Object(found).code !== 'storage_timeout') return [found];
  }
}

const works: Readonly<Record<string, () => Promise<unknown>>> = {
  contract: keepContract,
  'odd timeouts': () =>
    Promise.all([0, -1, Number.NaN].map((timeout) => outcome(async () => keychainKeyStore({ timeout })))),
  many: readMany,
  read: async () => [await read()],
  'read again': readAgain,
  'read while busy': readWhileBusy,
  share,
  write,
};
console.log(JSON.stringify({ result: await works[what]?.(), at: Date.now() }));
if (exits === 'exit') Deno.exit(0);
