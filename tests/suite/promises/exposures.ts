/**
 * Every text that somebody who logs, sends or stores a value could get out of it: printed, as JSON, cloned, and each
 * property, hidden or inherited, getters called, causes followed.
 */
export function exposures(value: unknown, inspect: (value: unknown) => string): readonly string[] {
  const texts = [
    inspect(value),
    String(value),
    attempt(() => JSON.stringify(value)),
    attempt(() => clone(value)),
  ];
  collect(value, texts, new Set());
  return texts;
}

/** Cloned as for another thread, then read like any other value. */
function clone(value: unknown): string {
  const texts: string[] = [];
  collect(structuredClone(value), texts, new Set());
  return texts.join('\n');
}

function collect(value: unknown, texts: string[], seen: Set<unknown>): void {
  if (typeof value === 'string') texts.push(value);
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) return;
  seen.add(value);
  for (let owner: object | null = value; owner && !builtIn(owner); owner = Object.getPrototypeOf(owner)) {
    for (const key of Reflect.ownKeys(owner)) {
      texts.push(String(key));
      let member: unknown;
      try {
        member = Reflect.get(owner, key, value);
      } catch (error) {
        member = error;
      }
      collect(member, texts, seen);
    }
  }
}

// What every object inherits says nothing about this one, and `constructor` would lead into every realm.
const builtIn = (owner: object): boolean => owner === Object.prototype || owner === Function.prototype;

function attempt(print: () => string | undefined): string {
  try {
    return print() ?? '';
  } catch (error) {
    return String(error);
  }
}
