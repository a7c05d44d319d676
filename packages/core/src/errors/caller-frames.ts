import { isTurboSMTPAuthError } from './errors.ts';

/** Frames of the caller, and that of the wrapper. The cost of a call grows with them. */
const FRAMES = 6;

/** What `look` finds. A program may put accessors in the place of what is built in, and they may throw. */
function unlessItThrows<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}

/** How many frames the program wants of a stack, as V8 and JavaScriptCore have it. */
const stackLimit = (): unknown => unlessItThrows(() => Reflect.get(Error, 'stackTraceLimit'));

/** Answers whether it could: a program may have frozen what is built in. */
const setStackLimit = (limit: number): boolean | undefined =>
  unlessItThrows(() => Reflect.set(Error, 'stackTraceLimit', limit));

/** Errors that a call was rejected with. */
const thrown = new WeakSet<Error>();

/**
 * The error of this library that one call alone is rejected with. Several calls may wait for one login or one read of the
 * store. Each but the first gets a copy, since each was made in another place.
 */
function errorOfCall(error: unknown): Error | undefined {
  if (!isTurboSMTPAuthError(error)) return undefined;
  if (!thrown.has(error)) {
    thrown.add(error);
    return error;
  }
  // Made without its constructor, which may be that of a user's own class.
  const copy: Error = Object.setPrototypeOf(new Error(), Object.getPrototypeOf(error));
  return Object.defineProperties(copy, Object.getOwnPropertyDescriptors(error));
}

/**
 * Makes the errors of a call say where it was called. The code that makes them runs in turns of its own, so a stack begins
 * and ends inside this library. Most printers show only a stack.
 *
 * The place of a call is noted each time, since not every runtime knows it afterwards. It is read only if the call fails.
 *
 * @param errorOf Picks the errors that are this call's alone; others are not touched.
 */
export function calling<Given extends unknown[], T>(
  call: (...given: Given) => Promise<T>,
  errorOf: (error: unknown) => Error | undefined = errorOfCall,
): (...given: Given) => Promise<T> {
  return (...given) => {
    const wanted = stackLimit();
    // One more than it wants, for the frame of this function.
    const isSet = typeof wanted === 'number' && wanted >= 1 && setStackLimit(Math.min(wanted + 1, FRAMES));
    const here = new Error();
    if (isSet) setStackLimit(wanted);
    return call(...given).catch((reason) => {
      const error = unlessItThrows(() => isReasonOf(given, reason)) ? undefined : errorOf(reason);
      if (error) unlessItThrows(() => showCaller(error, here)); // a program may say what stacks are
      throw error ?? reason;
    });
  };
}

/** Whether a call was aborted with this: then it is its caller's, also if it is an error of another call. */
const isReasonOf = (given: readonly unknown[], thrown: unknown): boolean =>
  given.some((each) => (each as { signal?: AbortSignal } | null | undefined)?.signal?.reason === thrown);

/** Gives an error the frames of where something else was made, without the innermost. */
function showCaller(error: Error, { stack }: Error): void {
  if (typeof stack !== 'string') return;
  const lines = stack.split('\n');
  // In Firefox and Safari a stack has nothing but frames. What maps them to sources may add a colon.
  const isHeaded = /^Error:? ?$/.test(lines[0] ?? '');
  const frames = lines.slice(isHeaded ? 2 : 1).join('\n');
  if (frames.trim() === '') return;
  Reflect.set(error, 'stack', isHeaded ? `${error}\n${frames}` : frames);
}
