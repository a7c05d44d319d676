/** The middle of some measurements, which one slow outlier cannot move. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/**
 * By how much and how many times `values` are more than `base`, round by round: what slowed a round down slowed both
 * down, and drops out.
 */
export function compare(values: readonly number[], base: readonly number[]): { over: number; times: number } {
  const pairs = values.map((value, round) => [value, base[round] ?? Number.NaN] as const);
  return {
    over: median(pairs.map(([value, other]) => value - other)),
    times: median(pairs.map(([value, other]) => value / other)),
  };
}

/** Measurements by subject, one each round. */
export type Samples = Record<string, number[]>;

/** Adds measurements of a subject. */
export function add(samples: Samples, subject: string, ...values: readonly number[]): void {
  samples[subject] = [...(samples[subject] ?? []), ...values];
}
