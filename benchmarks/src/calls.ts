import { runChild, startServer } from './child.ts';
import { add, compare, median, type Samples } from './statistics.ts';
import { bare, ours } from './subjects.ts';
import type { Section } from './table.ts';

/** The most times that a call may take what a bare one takes. */
const budgets: Partial<Record<string, number>> = { [ours.fetch]: 2.2, [ours.operation]: 3.2 };

async function sample(origin: string, processes: number, rounds: number, calls: number): Promise<Samples> {
  const samples: Samples = {};
  for (let each = 0; each < processes; each++) {
    const more = await runChild<Samples>('calls.child.ts', [origin, String(rounds), String(calls)]);
    for (const [subject, values] of Object.entries(more)) add(samples, subject, ...values);
  }
  return samples;
}

function section(title: string, samples: Samples, withBudgets: boolean): Section {
  return {
    title,
    rows: Object.entries(samples).map(([what, values]) => {
      const value = median(values);
      const { over, times } = compare(values, samples[bare] ?? []);
      const budget = withBudgets ? budgets[what] : undefined;
      return {
        what,
        value,
        figure: `${value.toFixed(1)} µs`,
        compared: what === bare ? '' : `${over >= 0 ? '+' : ''}${over.toFixed(1)} µs (x ${times.toFixed(2)})`,
        ...(budget !== undefined && { budget: `x ${budget}`, met: times <= budget }),
      };
    }),
  };
}

/** What a call costs over the bare `fetch` that it wraps: its own time, and as a share of one on loopback. */
export async function measureCalls(processes: number): Promise<Section[]> {
  await using server = await startServer();
  const own = await sample('instant', processes, 15, 2_000);
  const loopback = await sample(server.origin, processes, 11, 200);
  return [
    section(
      `Own time of an authorised call, over a fetch that answers at once (${processes} processes)`,
      own,
      true,
    ),
    section(`An authorised call on loopback (${processes} processes)`, loopback, false),
  ];
}
