/** A thread that need not be waited for, which Deno's own `Worker` always is. */
export interface NodeWorker {
  postMessage(message: unknown): void;
  on(event: 'message' | 'error', listener: (value: unknown) => void): void;
  unref(): void;
  terminate(): Promise<unknown>;
}

// Not spelt out in the import, since with it would come Node's types for all that Deno shares with it by name.
const specifier: string = 'node:worker_threads';

/** The part of Node's threads that is used here. */
export const workerThreads = (): Promise<{ readonly Worker: new (script: URL) => NodeWorker }> =>
  import(specifier);
