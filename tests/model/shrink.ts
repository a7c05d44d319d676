import { play } from './play.ts';
import type { Program, Step } from './program.ts';

/** What a failure says, without the times and keys that differ from program to program. */
const kindOf = (failure: string): string => failure.replace(/\(\d+ ms\)|[\da-f]{40}|\d+/g, '#');

/**
 * Makes a program that fails as short as it gets: takes steps away, and then clients and settings, as long as it breaks the
 * same promise.
 */
export async function shrink(program: Program, failure: string): Promise<Program> {
  const kind = kindOf(failure);
  const fails = async (candidate: Program): Promise<boolean> =>
    (await play(candidate)).failures.some((each) => kindOf(each) === kind);
  let best = program;
  const attempt = async (candidate: Program): Promise<boolean> => {
    if (!(await fails(candidate))) return false;
    best = candidate;
    return true;
  };

  const fewerSteps = async (): Promise<void> => {
    for (let size = Math.ceil(best.steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
      for (let from = best.steps.length - size; from >= 0; from -= size)
        await attempt({
          ...best,
          steps: best.steps.filter((_, index) => index < from || index >= from + size),
        });
  };
  const change = (index: number, step: Step): Program => ({
    ...best,
    steps: best.steps.map((each, at) => (at === index ? step : each)),
  });
  const plainerSteps = async (): Promise<void> => {
    for (let index = 0; index < best.steps.length; index++) {
      const step = (): Step | undefined => best.steps[index];
      for (const name of ['abortAfter', 'timeout', 'noExpire', 'skip'] as const) {
        const { [name]: taken, ...rest } = { ...step() } as Record<string, unknown>;
        if (taken !== undefined && name !== 'skip') await attempt(change(index, rest as unknown as Step)); // each is optional
      }
      const now = step();
      if (now && 'wait' in now && !now.wait) await attempt(change(index, { ...now, wait: true }));
      if (now?.do === 'pass') await attempt(change(index, { ...now, ms: 1 }));
    }
  };
  const plainerWorld = async (): Promise<void> => {
    await attempt({ ...best, switches: {} });
    await attempt({ ...best, persistent: true });
    for (let index = best.clients.length - 1; index > 0; index--) {
      const uses = best.steps.some((step) => 'client' in step && step.client >= index);
      if (!uses) await attempt({ ...best, clients: best.clients.slice(0, index) });
    }
    for (const [index, { unattended, ...rest }] of best.clients.entries()) {
      const plainer = [
        { ...rest, skew: 0 },
        { ...rest, timeout: 30_000 },
        { ...rest, attempts: 1 },
      ];
      for (const plan of [
        rest,
        ...plainer.map((each) => (unattended === undefined ? each : { ...each, unattended })),
      ])
        await attempt({ ...best, clients: best.clients.map((each, at) => (at === index ? plan : each)) });
    }
  };

  for (let before = Number.POSITIVE_INFINITY; best.steps.length < before; ) {
    before = best.steps.length;
    await fewerSteps();
    await plainerSteps();
    await plainerWorld();
  }
  return best;
}
