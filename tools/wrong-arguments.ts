// For tests of what a program without types may pass. Each argument is a row of a table, and gets a value of every kind. It must
// refuse each kind that its row does not list as right.
import { expect } from 'vitest';

/** A text in the values. An error that repeats a value holds it. */
export const canary = 'canary-of-a-value';

/** An argument, as a row of a table. */
export interface Row<World = void> {
  readonly what: string;
  /** The kinds of values that are right. Many arguments may be left out. */
  readonly right?: readonly string[];
  // biome-ignore lint/suspicious/noExplicitAny: the point of these calls is that no type fits.
  readonly give: (value: any, world: World) => unknown;
}

/** The kinds of values that are not right. */
export const wrongKinds = (values: object, right: readonly string[]): string[] =>
  Object.keys(values).filter((kind) => !right.includes(kind));

/** Runs a call, and says how it failed: whether it threw, or gave a promise that rejected. */
export async function failureOf(run: () => unknown): Promise<{ error?: unknown; thrown?: boolean }> {
  let given: unknown;
  try {
    given = run();
  } catch (error) {
    return { error, thrown: true };
  }
  try {
    await given;
    return {};
  } catch (error) {
    return { error };
  }
}

/** Runs a call that must fail with an error of this class, which repeats nothing of the value. */
export async function refusalOf<Refusal extends Error>(
  refusal: new (...details: never) => Refusal,
  run: () => unknown,
): Promise<{ error: Refusal; thrown: boolean }> {
  const { error, thrown = false } = await failureOf(run);
  expect(error).toBeInstanceOf(refusal);
  const { message, stack } = error as Refusal; // as was expected
  expect(JSON.stringify([error, message, stack])).not.toContain(canary);
  return { error: error as Refusal, thrown };
}

/** Expects that the first issue of a refusal names this argument, or a member of it. */
export function expectNamed(
  { issues }: { readonly issues: readonly { readonly path: string }[] },
  path: string | RegExp,
): void {
  const [{ path: named = '' } = {}] = issues;
  if (path instanceof RegExp) expect(named).toMatch(path);
  else expect(named === path || named.startsWith(`${path}.`), named).toBe(true);
}
