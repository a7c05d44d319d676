import { extensionApi } from './extension-api.ts';

/** Milliseconds between two calls of the extension API: browsers stop a background 30 s after the last. */
const PACE = 20_000;

let busy = 0;
let timer: ReturnType<typeof setInterval> | undefined;

/**
 * Keeps the background of the extension awake until the work is done: both browsers stop it in the middle of a request
 * otherwise. There is no timer at any other time.
 */
export async function keepAwake<T>(work: () => Promise<T>): Promise<T> {
  busy++;
  timer ??= setInterval(() => {
    // Any call counts as an event, even one that fails; this one needs no permission.
    void Promise.resolve(extensionApi()?.runtime.getPlatformInfo?.()).catch(() => undefined);
  }, PACE);
  try {
    return await work();
  } finally {
    busy--;
    if (busy === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  }
}
