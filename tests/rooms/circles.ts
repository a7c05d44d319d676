type Arrow = readonly [from: string, to: string];

/** The shortest way along the arrows, both ends included. */
function shortestWay(next: Map<string, Set<string>>, from: string, to: string): string[] | undefined {
  const before = new Map<string, string | undefined>([[from, undefined]]);
  // A map is walked in the order in which it grows, so the first way that arrives is a shortest one.
  for (const [place] of before) {
    if (place === to) {
      const way: string[] = [];
      for (let step: string | undefined = to; step !== undefined; step = before.get(step)) way.unshift(step);
      return way;
    }
    for (const after of next.get(place) ?? []) if (!before.has(after)) before.set(after, place);
  }
  return undefined;
}

/**
 * The circles among arrows, each as a path that ends where it began. Every arrow that lies on a circle is in one of
 * them, but not every longer circle is listed: there can be more of those than anyone reads.
 */
export function circlesAmong(arrows: readonly Arrow[]): string[] {
  const next = new Map<string, Set<string>>();
  for (const [from, to] of arrows) next.set(from, (next.get(from) ?? new Set()).add(to));
  const circles = new Set<string>();
  for (const [from, to] of arrows) {
    const way = shortestWay(next, to, from);
    if (way === undefined) continue;
    // The same circle is found from each of its arrows, so it is told from where its first name stands.
    const first = way.indexOf([...way].sort()[0] ?? from);
    const round = [...way.slice(first), ...way.slice(0, first)];
    circles.add([...round, ...round.slice(0, 1)].join(' > '));
  }
  return [...circles].sort();
}
