import { mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { type Check, MissingError, type Outcome, type Place, type Row } from './row.ts';

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const inCI = Boolean(process.env['CI']) && process.env['CI'] !== 'false';

type Result = 'passed' | 'failures' | 'gaps' | 'skipped';

/** What came of a check, and what is to be said of it. */
async function resultOf({ name, run, gap }: Check, place: Place): Promise<readonly [Result, string]> {
  try {
    await run(place);
  } catch (error) {
    const message = messageOf(error);
    if (error instanceof MissingError && !inCI) return ['skipped', `${name}: ${message}`];
    return gap?.says.test(message) ? ['gaps', `${name}: ${gap.reason}`] : ['failures', `${name}: ${message}`];
  }
  return gap === undefined
    ? ['passed', name]
    : ['failures', `${name}: it holds by now. Remove its gap: ${gap.reason}`];
}

/** Runs the checks of a row, one after the other, in a new folder below one. */
export async function runRow(row: Row, shared: Omit<Place, 'directory'>, below: string): Promise<Outcome> {
  const { kind, what, checks } = row;
  const began = performance.now();
  await mkdir(below, { recursive: true });
  const place: Place = { ...shared, directory: await mkdtemp(join(below, 'row-')) };
  const found: Record<Result, string[]> = { passed: [], failures: [], gaps: [], skipped: [] };
  let version = 'unknown';
  try {
    version = await row.version();
    for (const check of checks) {
      const [result, text] = await resultOf(check, place);
      found[result].push(text);
      if (result === 'failures') break;
    }
  } catch (error) {
    found.failures.push(`its version: ${messageOf(error)}`);
  }
  const seconds = (performance.now() - began) / 1000;
  return { kind, what, version, ...found, passed: found.passed.length, seconds };
}
