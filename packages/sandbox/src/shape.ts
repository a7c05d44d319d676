/** Says what is wrong with a value ("must be …"), or nothing. */
export type Expectation = (value: unknown) => string | undefined;

/** What each member of an object must be. A member that is not named is not allowed. */
export interface Shape {
  readonly required?: { readonly [name: string]: Expectation };
  readonly optional?: { readonly [name: string]: Expectation };
}

/** Thrown, and over HTTP answered as 400, when options, a fault or a switch are not what they should be. */
export class InvalidShapeError extends TypeError {
  override readonly name = 'InvalidShapeError';
  /** One sentence each: where, and what it must be. Never the value itself. */
  readonly problems: readonly string[];

  constructor(subject: string, problems: readonly string[]) {
    super(`This is not a valid ${subject}: ${problems.join('; ')}.`);
    this.problems = problems;
  }
}

/** Whether the members of a value are what it holds: not so of a list, a Map, Headers, or a promise that was not awaited. */
export function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return /^\[object (?:Object|Module)\]$/.test(Object.prototype.toString.call(value));
}

/** An object's own member, never an inherited one: a polluted prototype must not answer for a request. */
export function own(object: { readonly [name: string]: unknown }, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

export const aBoolean: Expectation = (value) =>
  typeof value === 'boolean' ? undefined : 'must be true or false';
export const aString: Expectation = (value) => (typeof value === 'string' ? undefined : 'must be a string');
export const aFilledString: Expectation = (value) =>
  typeof value === 'string' && value !== '' ? undefined : 'must be a string that is not empty';
export const aNumber: Expectation = (value) =>
  Number.isFinite(value) ? undefined : 'must be a finite number';
export const anything: Expectation = () => undefined;

/** What JSON can say, as `JSON.stringify` does it, of what can be copied. */
export const aJsonValue: Expectation = (value) => {
  try {
    return JSON.stringify(structuredClone(value)) === undefined ? 'must be a JSON value' : undefined;
  } catch {
    return 'must be a JSON value';
  }
};

/** The last moment that a `Date` can hold, in epoch milliseconds. The first is as far from 1970. */
export const lastTime = 8_640_000_000_000_000;

/** A moment that a `Date` can hold, as epoch milliseconds or as a `Date`. */
export const aTime: Expectation = (value) =>
  (typeof value === 'number' || value instanceof Date) && !Number.isNaN(new Date(value).getTime())
    ? undefined
    : 'must be epoch milliseconds or a date';

export function anInteger(min: number, max: number = Number.MAX_SAFE_INTEGER): Expectation {
  const range = max === Number.MAX_SAFE_INTEGER ? `${min} or more` : `from ${min} to ${max}`;
  return (value) =>
    Number.isInteger(value) && Number(value) >= min && Number(value) <= max
      ? undefined
      : `must be a whole number, ${range}`;
}

export function oneOf(values: readonly unknown[]): Expectation {
  const names = values.map((value) => JSON.stringify(value)).join(', ');
  return (value) => (values.includes(value) ? undefined : `must be one of ${names}`);
}

export function either(first: Expectation, second: Expectation): Expectation {
  return (value) => {
    const [one, other] = [first(value), second(value)];
    return one !== undefined && other !== undefined ? `${one}, or ${other}` : undefined;
  };
}

export function listOf(expectation: Expectation): Expectation {
  return (value) => {
    if (!Array.isArray(value)) return 'must be a list';
    // Array.from, because map skips the holes of a list.
    const wrong = Array.from(value, expectation).find((problem) => problem !== undefined);
    return wrong === undefined ? undefined : `must be a list, each of which ${wrong}`;
  };
}

export const headerValues: Expectation = (value) => {
  if (!isObject(value)) return 'must be an object of header names and values';
  try {
    const headers = new Headers();
    for (const [name, text] of Object.entries(value)) {
      if (typeof text !== 'string') return 'must hold strings only';
      headers.append(name, text);
    }
    return undefined;
  } catch {
    return 'must hold header names and values that are legal in HTTP';
  }
};

export const aHeaderValue: Expectation = (value) =>
  aFilledString(value) ?? (headerValues({ name: value }) && 'must be legal as the value of a header');

export function shaped(shape: Shape): Expectation {
  return (value) => shapeProblems(value, shape).join(', ') || undefined;
}

function shapeProblems(value: unknown, { required = {}, optional = {} }: Shape): string[] {
  if (!isObject(value)) return ['must be an object'];
  const missing = Object.keys(required).filter((name) => !Object.hasOwn(value, name));
  const wrong = Object.keys(value).flatMap((name) => {
    if (!Object.hasOwn(required, name) && !Object.hasOwn(optional, name)) return [`${name} is not known`];
    if (value[name] === undefined && Object.hasOwn(optional, name)) return [];
    const problem = (required[name] ?? optional[name])?.(value[name]);
    return problem === undefined ? [] : [`${name} ${problem}`];
  });
  return [...missing.map((name) => `${name} is missing`), ...wrong];
}

/** @throws InvalidShapeError naming every problem at once. */
export function assertShape(subject: string, value: unknown, shape: Shape): void {
  const problems = shapeProblems(value, shape);
  if (problems.length > 0) throw new InvalidShapeError(subject, problems);
}
