/** A thread that need not be waited for, which Deno's own `Worker` always is. */
export interface NodeWorker {
  postMessage(message: unknown): void;
  on(event: 'message' | 'error', listener: (value: unknown) => void): void;
  unref(): void;
  terminate(): Promise<unknown>;
}

/** The part of Node's threads that is used here. */
interface WorkerThreads {
  readonly Worker: new (script: URL, options: { readonly workerData: unknown }) => NodeWorker;
}

declare const process: { getBuiltinModule(name: 'node:worker_threads'): WorkerThreads };

/** Not imported, since with the import would come Node's types for all that Deno shares with it by name. */
export const workerThreads = (): WorkerThreads => process.getBuiltinModule('node:worker_threads');
