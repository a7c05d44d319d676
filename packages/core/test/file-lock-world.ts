import { type Model, type ModelProcess, type ModelSettings, model } from './file-lock-model.ts';
import type { ModelFile } from './memory-file-port.ts';

// One world of the model at a time, and what happens in it.

const STEP = 50;
const nothing = new Uint8Array();
/** Lets happen what does not wait for the time of the model. Digests are real, and are made by threads that a busy machine keeps waiting. */
const turn = async (): Promise<void> => {
  for (let step = 0; step < 3; step++) {
    await crypto.subtle.digest('SHA-256', nothing);
    await new Promise((resolve) => setTimeout(resolve));
  }
};

export let world: Model = model();

/** Before each test: no process, no file. */
export function startAfresh(): void {
  world = model();
}

/** How much time of the model passes until this is over. */
export async function timeOf(work: Promise<unknown>): Promise<number> {
  let over = false;
  const end = (): void => {
    over = true;
  };
  work.then(end, end);
  await turn();
  let passed = 0;
  for (; !over; passed += STEP) {
    world.pass(STEP);
    await turn();
  }
  return passed;
}

export const pass = async (ms: number): Promise<void> => {
  for (let passed = 0; passed < ms; passed += STEP) {
    world.pass(STEP);
    await turn();
  }
};

/** A process that holds the lock until it is told to let go. */
export async function holder(
  settings: Partial<ModelSettings> = {},
): Promise<{ process: ModelProcess; letGo: () => void; released: Promise<void> }> {
  const process = world.start(settings);
  const { promise, resolve: letGo } = Promise.withResolvers<void>();
  const entered = Promise.withResolvers<void>();
  const released = process.lock('name', () => {
    entered.resolve();
    return promise;
  });
  await timeOf(Promise.race([entered.promise, released]));
  return { process, letGo, released };
}

export const next = (settings: Partial<ModelSettings> = {}): Promise<string> =>
  world.start(settings).lock('name', async () => 'in');

export const lockFile = (): ModelFile => {
  const found = [...world.files].find(([path]) => path.endsWith('.lock'))?.[1];
  if (!found) throw new Error('there is no lock');
  return found;
};

export const emptyFile: ModelFile = {
  type: 'file',
  mode: 0o600,
  owner: 1000,
  bytes: new Uint8Array(),
  id: 'odd',
  modified: 5,
};
export const nameOfLock = async (): Promise<string> => {
  let name = '';
  await timeOf(
    world.start().lock('name', async () => {
      name = world.names().find((each) => each.endsWith('.lock')) ?? '';
    }),
  );
  return name;
};
