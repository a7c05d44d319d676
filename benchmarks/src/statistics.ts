/** The middle of some measurements, which one slow outlier cannot move. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** Measurements by subject. */
export type Samples = Record<string, number[]>;

/** Adds measurements of a subject. */
export function add(samples: Samples, subject: string, ...values: readonly number[]): void {
  samples[subject] = [...(samples[subject] ?? []), ...values];
}
