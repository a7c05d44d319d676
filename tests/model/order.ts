import type { Process } from './process.ts';

/** Something of which an event reads or changes the state. */
export interface Touch {
  readonly of: string;
  readonly writes: boolean;
}

/** What may go wrong with an effect. */
export const storeHarms = ['fails before', 'fails after'] as const;
export const answerHarms = [
  'never leaves',
  'is lost before',
  'is lost after',
  'is answered 401',
  'is answered 429',
  'is answered 500',
] as const;
export type AnswerHarm = (typeof answerHarms)[number];
export type Harm = (typeof storeHarms)[number] | AnswerHarm;

/**
 * An effect that comes to harm, or before which its program ends. Its number counts the effects of its client. A program that
 * ends after an effect leaves the same behind as one that ends before the next.
 */
export interface Mishap {
  readonly client: number;
  readonly number: number;
  readonly what: Harm | 'ends';
}

/** An event that happened. */
export interface Happened {
  readonly id: string;
  /** Filled while it happens: what its client does next, until that waits for something else, is part of it. */
  readonly touches: Touch[];
  /** The number of the event in which it became possible; -1: before the first. */
  readonly cause: number;
  /** The number of the choice that it came from; -1: it was none. */
  readonly choice: number;
  /** Those that it made impossible. */
  readonly cancelled: string[];
}

/** An effect that was begun while the orders counted. */
export interface Begun {
  readonly client: number;
  readonly number: number;
  readonly touches: readonly Touch[];
  /** Whether it may change something: set when it takes place. */
  changes: boolean;
}

/**
 * In which order events happen. An effect is two of them: it takes place, and its client hears of it. A pause of a client, such as
 * the one before a retry, is one: its end.
 */
export interface Order {
  readonly happened: readonly Happened[];
  readonly begun: readonly Begun[];
  /** Told of each process whose effect comes to harm, or that ends in one. */
  harmed: (process: Process, touches: readonly Touch[]) => void;
  /** From here on it is chosen what happens next. Before, and after the end, what was possible first happens first. */
  begin(): void;
  end(): void;
  effect<T>(process: Process, work: (harm?: Harm) => T | Promise<T>, touches: readonly Touch[]): Promise<T>;
  /** Waits until the process hears of what another one did. */
  hears(process: Process): Promise<void>;
  /** Waits for a time, or until it is chosen that the pause is over while others still have something to do. */
  pause(
    process: Process,
    time: (stop: AbortSignal) => Promise<void>,
    ms: number,
    signal?: AbortSignal,
  ): Promise<void>;
  /** What happens now touches this as well. */
  touch(of: string): void;
  ended(process: Process): void;
  /** Lets the next event happen. `false`: there is none. */
  step(): boolean;
  /** Nothing but time can pass now, and a timer ends. */
  time(): void;
}

interface Possible {
  readonly id: string;
  readonly process: Process;
  readonly touches: readonly Touch[];
  readonly cause: number;
  readonly isPause: boolean;
  readonly happen: () => void;
}

/** Milliseconds. Longer pauses are limits, which are over only once nothing else can happen. */
const LONGEST_PAUSE = 1_000;

/** The state of a client's memory: whatever the client hears may change it. */
const memory = (process: Process): Touch => ({ of: `memory of ${process.id}`, writes: true });
const life = (process: Process, writes = false): Touch => ({ of: `life of ${process.id}`, writes });
const everything: Touch = { of: 'everything', writes: true };

/**
 * @param choose Chooses the next of several possible events. `last` is what happened just now.
 * @param mishaps What goes wrong.
 */
export function createOrder(
  choose: (possible: readonly string[], last: Happened | undefined) => string,
  mishaps: readonly Mishap[],
): Order {
  const happened: Happened[] = [];
  const begun: Begun[] = [];
  const counts = new Map<Process, number>();
  /** Those with a pause that was over before its time. */
  const hurried = new Set<Process>();
  let possible: Possible[] = [];
  let choosing = false;
  let timerEnded = false;

  let choices = 0;

  const log = (id: string, touches: readonly Touch[], cause: number, choice = -1): void => {
    if (choosing) happened.push({ id, touches: [...touches], cause, choice, cancelled: [] });
  };
  /** What a timer brings about comes after all that was before. */
  const noteTimer = (): void => {
    if (timerEnded) log('a timer', [everything], happened.length - 1);
    timerEnded = false;
  };
  const add = (id: string, process: Process, touches: readonly Touch[], isPause = false) => {
    if (!isPause) noteTimer();
    const { promise, resolve } = Promise.withResolvers<void>();
    const own: Possible = { id, process, touches, cause: happened.length - 1, isPause, happen: resolve };
    possible.push(own);
    return { own, promise };
  };
  const cancel = (which: (each: Possible) => boolean): void => {
    const gone = possible.filter(which);
    if (gone.length === 0) return;
    possible = possible.filter((each) => !which(each));
    happened.at(-1)?.cancelled.push(...gone.map(({ id }) => id));
  };
  const next = (process: Process): number => {
    const number = (counts.get(process) ?? 0) + 1;
    counts.set(process, number);
    return number;
  };
  const touch = (of: string): void => {
    if (choosing) happened.at(-1)?.touches.push({ of, writes: true });
  };

  const order: Order = {
    happened,
    begun,
    harmed: () => undefined,
    begin: () => {
      choosing = true;
    },
    end: () => {
      choosing = false;
    },
    effect: async <T>(process: Process, work: (harm?: Harm) => T | Promise<T>, touches: readonly Touch[]) => {
      const number = next(process);
      const own: Begun = {
        client: process.id,
        number,
        touches,
        changes: touches.some(({ writes }) => writes),
      };
      if (choosing) begun.push(own);
      const mishap = mishaps.find((each) => each.client === process.id && each.number === number);
      const ends = mishap?.what === 'ends';
      const place = `${process.id}.${number}`;
      const all = [...touches, life(process, ends), ...(ends ? [memory(process)] : [])];
      await add(place, process, all).promise;
      if (mishap) order.harmed(process, touches);
      if (ends) {
        process.endNow();
        return new Promise<never>(() => undefined);
      }
      const done = await (async () => work(mishap?.what as Harm | undefined))().then(
        (value) => () => value,
        (error: unknown) => () => {
          throw error;
        },
      );
      own.changes ||= happened.some(
        ({ id, touches }) => id === place && touches.some(({ writes }) => writes),
      );
      if (process.ended()) return new Promise<never>(() => undefined);
      await add(`${process.id}.${number} is heard of`, process, [memory(process)]).promise;
      return done();
    },
    hears: (process) => add(`${process.id} hears ${next(process)}`, process, [memory(process)]).promise,
    pause: async (process, time, ms, signal) => {
      if (ms > LONGEST_PAUSE) return time(signal ?? new AbortController().signal);
      signal?.throwIfAborted();
      const { own, promise } = add(`${process.id} pauses ${next(process)}`, process, [memory(process)], true);
      const stop = new AbortController();
      const leave = (): void => {
        cancel((each) => each === own);
        stop.abort(signal?.reason);
      };
      signal?.addEventListener('abort', leave, { once: true });
      const inTime = time(stop.signal).then(() => {
        possible = possible.filter((each) => each !== own);
        timerEnded = false;
        log(own.id, own.touches, own.cause);
      });
      const early = promise.then(() => {
        hurried.add(process);
        stop.abort();
      });
      await Promise.race([early, inTime.catch((error) => (signal?.aborted ? Promise.reject(error) : early))]);
      signal?.removeEventListener('abort', leave);
    },
    touch,
    ended: (process) => {
      touch(memory(process).of);
      cancel((each) => each.process === process);
    },
    step: () => {
      const now = possible.filter(({ isPause }) => !isPause);
      if (now.length === 0) return false;
      let chosen = now[0];
      if (choosing) {
        noteTimer();
        const all = possible.filter(({ isPause, process }) => !isPause || !hurried.has(process));
        // What is possible without a pause comes first, so that it is what is chosen where it does not matter.
        all.sort((one, other) => Number(one.isPause) - Number(other.isPause));
        const id = choose(
          all.map((each) => each.id),
          happened.at(-1),
        );
        chosen = all.find((each) => each.id === id);
        if (!chosen) throw new Error(`${id} is not possible in this order.`);
        log(chosen.id, chosen.touches, chosen.cause, choices++);
      }
      possible = possible.filter((each) => each !== chosen);
      chosen?.happen();
      return true;
    },
    time: () => {
      timerEnded = true;
    },
  };
  return order;
}
