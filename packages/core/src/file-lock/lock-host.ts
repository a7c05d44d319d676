import type { FilePort } from '../files/file-port.ts';

/** What is known of a process of this machine. */
export interface ProcessFacts {
  /** `false` also for one that has ended and whose parent did not ask how. */
  readonly running: boolean;
  /** Tells it from others that had its id before or have it after; `null`: not known. */
  readonly started: string | null;
}

/**
 * The process that a file lock runs in: its files, and what it may know of other processes.
 *
 * @throws The runtime's own errors, as {@link FilePort} does.
 */
export interface LockHost {
  /** Where the lock's files are. */
  readonly files: FilePort;
  /** Process id, or that of the thread where threads have some: a thread may end while its process goes on. */
  readonly pid: number;
  /**
   * Names where process ids mean what they mean here: one run of one machine, and one namespace in it. `null` where
   * that may not be known.
   */
  scope(): Promise<string | null>;
  /** Facts of a process of this scope, `null` where they may not be known. */
  process(pid: number): Promise<ProcessFacts | null>;
  /** Sets the time of a file's last change to now. */
  touch(path: string): Promise<void>;
  /** Calls `work` again and again, until the returned function is called. It keeps no process alive. */
  every(ms: number, work: () => void): () => void;
}
