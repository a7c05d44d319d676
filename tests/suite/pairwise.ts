/** Factors by name, each with its settings. */
export type Factors = Readonly<Record<string, readonly unknown[]>>;

/** Rows such that any two settings of two different factors meet in at least one: few rows, and nearly every interaction. */
export function pairwise(factors: Factors): readonly Readonly<Record<string, unknown>>[] {
  const names = Object.keys(factors);
  const missing = new Set<string>();
  for (const [index, a] of names.entries())
    for (const b of names.slice(index + 1))
      for (const i of levels(factors, a)) for (const j of levels(factors, b)) missing.add(pair(a, i, b, j));

  const rows: Readonly<Record<string, unknown>>[] = [];
  while (missing.size > 0) {
    // Start from a pair that has not met yet, so that every row makes progress.
    const [first = ''] = missing;
    const chosen = new Map(JSON.parse(first) as [string, number][]); // as pair() wrote it
    for (const name of names) {
      if (chosen.has(name)) continue;
      const gain = (level: number): number =>
        [...chosen].filter(([other, at]) => missing.has(pair(name, level, other, at))).length;
      chosen.set(
        name,
        levels(factors, name).reduce((best, level) => (gain(level) > gain(best) ? level : best)),
      );
    }
    for (const [a, i] of chosen) for (const [b, j] of chosen) missing.delete(pair(a, i, b, j));
    rows.push(Object.fromEntries(names.map((name) => [name, factors[name]?.[chosen.get(name) ?? 0]])));
  }
  return rows;
}

const levels = (factors: Factors, name: string): number[] => [...(factors[name] ?? []).keys()];

const pair = (...[a, i, b, j]: [string, number, string, number]): string =>
  JSON.stringify(
    a < b
      ? [
          [a, i],
          [b, j],
        ]
      : [
          [b, j],
          [a, i],
        ],
  );
