import { appendFile, open, readFile, unlink, writeFile } from 'node:fs/promises';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Lock } from '@turbosmtp-auth/core';

// A process that uses a lock as it is told to on standard input, a JSON line for each order, and prints JSON lines.

/** What a worker can be told to do. */
export type Order =
  /** Enters so many times; what it does inside comes out wrong if another is inside as well. */
  | { readonly do: 'count'; readonly rounds: number; readonly ground: string }
  /** Enters once, and stays for so many milliseconds. */
  | { readonly do: 'stay'; readonly ms: number };

/** What a worker says. */
export type Report =
  | { readonly said: 'ready'; readonly pid: number }
  | { readonly said: 'in' | 'out' }
  | { readonly said: 'counted'; readonly entered: number; readonly together: number }
  | { readonly said: 'failed'; readonly error: string };

const say = (report: Report): boolean => process.stdout.write(`${JSON.stringify(report)}\n`);

/** Where workers meet: a file that only one can have made, a counter that is read, changed and written back, a log. */
const files = (ground: string) =>
  ({
    mark: `${ground}/inside`,
    counter: `${ground}/counter`,
    log: `${ground}/log`,
    killed: `${ground}/killed`,
  }) as const;

async function countOnce(ground: string): Promise<number> {
  const { mark, counter, log, killed } = files(ground);
  let together = 0;
  for (let waited = 0; ; waited += 20) {
    try {
      await writeFile(mark, String(process.pid), { flag: 'wx' });
      break;
    } catch {
      // Somebody is inside as well, or was killed inside; the test writes down whom it killed.
      const [other, dead] = await Promise.all(
        [mark, killed].map((path) => readFile(path, 'utf8').catch(() => '')),
      );
      if (other && dead?.split('\n').includes(other)) await unlink(mark).catch(() => {});
      else if (waited > 3000) {
        together += 1;
        break;
      } else await sleep(20);
    }
  }
  const file = await open(counter, 'r+');
  const count = Number(
    (await file.read(new Uint8Array(12), 0, 12, 0)).buffer.reduce(
      (text, byte) => text + String.fromCharCode(byte),
      '',
    ),
  );
  await sleep(Math.random() * 4);
  await file.write(new TextEncoder().encode(String(count + 1).padStart(12, '0')), 0, 12, 0);
  await file.close();
  await appendFile(log, `${process.pid}\n`);
  await unlink(mark).catch(() => {
    together += 1; // somebody else has been here
  });
  return together;
}

const acts: { [Do in Order['do']]: (lock: Lock, order: Extract<Order, { do: Do }>) => Promise<void> } = {
  count: async (lock, { rounds, ground }) => {
    let together = 0;
    for (let round = 0; round < rounds; round++) together += await lock('shared', () => countOnce(ground));
    say({ said: 'counted', entered: rounds, together });
  },
  stay: async (lock, { ms }) => {
    await lock('shared', async () => {
      say({ said: 'in' });
      await sleep(ms);
    });
    say({ said: 'out' });
  },
};

/** Obeys until standard input ends. */
export async function work(lock: Lock): Promise<void> {
  say({ said: 'ready', pid: process.pid });
  for await (const line of createInterface({ input: process.stdin })) {
    const order: Order = JSON.parse(line);
    const act = acts[order.do] as (lock: Lock, given: Order) => Promise<void>; // of this very order
    act(lock, order).catch((error: unknown) => say({ said: 'failed', error: String(error) }));
  }
}
