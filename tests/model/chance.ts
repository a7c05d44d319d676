/** A source of chance that a seed replays. */
export interface Chance {
  /** From 0 up to, and without, 1. */
  next(): number;
  /** From 0 up to, and without, `end`. */
  below(end: number): number;
  pick<T>(of: readonly T[]): T;
  /** Whether something that happens so often happens now. */
  often(share: number): boolean;
}

/** Mulberry32: 32 bits of state are enough for programs, and one line is enough for it. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number): number => Math.floor(next() * end);
  return {
    next,
    below,
    pick: <T>(of: readonly T[]): T => of[below(of.length)] as T, // never asked of an empty list
    often: (share) => next() < share,
  };
}

/** One seed from another and a name, so that two streams of one program do not depend on each other. */
export function seedOf(seed: number, ...names: readonly (string | number)[]): number {
  let hash = seed >>> 0;
  for (const letter of names.join(' ')) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193) >>> 0;
  return hash ^ (hash >>> 13);
}
