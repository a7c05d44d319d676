import type { StorageFault } from '../errors/build.ts';

/** What is at a path, links not followed. `null` is what the platform does not know, such as modes on Windows. */
export interface FileFacts {
  /** A link is not what it leads to. */
  readonly type: 'file' | 'directory' | 'link' | 'other';
  /** Permission bits. */
  readonly mode: number | null;
  /** User id of the owner. */
  readonly owner: number | null;
  /** Bytes. */
  readonly size: number;
  /** The same for two names of one file, different for two files. */
  readonly id: string | null;
  /** When its content last changed, epoch milliseconds. */
  readonly modified: number | null;
}

/**
 * A file that is open for reading.
 *
 * @throws The runtime's own errors, as {@link FilePort} does.
 */
export interface OpenFile {
  /** Of what is open, even if the path leads to something else by now. */
  facts(): Promise<FileFacts>;
  /** At most so many bytes from the start. */
  read(limit: number): Promise<Uint8Array>;
  /** Lets go of it. */
  close(): Promise<void>;
}

/** What a runtime's error means for a store. */
export type FileFault = StorageFault;

/**
 * The files of a runtime, as far as records need them.
 *
 * @throws The runtime's own errors, which never get further than {@link FilePort.fault}: their messages hold paths.
 */
export interface FilePort {
  /** User id of this process, `null` where there are none, or where it may not be asked for. */
  user(): number | null;
  /** The path of a name in a directory. */
  join(directory: string, name: string): string;
  /** Facts of the path itself, `null` where nothing is there. */
  facts(path: string): Promise<FileFacts | null>;
  /** Opens for reading, follows no link where the platform can refuse to, waits for no one; `null`: nothing is there. */
  open(path: string): Promise<OpenFile | null>;
  /**
   * Creates a file that must not exist, with mode 0600, and brings it to the disk, unless it need not be `durable`.
   * Leaves nothing when it fails.
   */
  create(
    path: string,
    bytes: Uint8Array,
    options?: {
      /** `false`: it may be gone after the machine stops. Without options: `true`. */
      readonly durable: boolean;
    },
  ): Promise<void>;
  /** Creates a directory, and those above it, with mode 0700. */
  createDirectory(path: string): Promise<void>;
  /** Gives a file a second name, unless something has that name already, or the file system knows no second names. */
  link(from: string, to: string): Promise<'linked' | 'taken' | 'unsupported'>;
  /** Renames, over what may be there. */
  rename(from: string, to: string): Promise<void>;
  /** Removes a file's name; `false` where nothing is there. */
  remove(path: string): Promise<boolean>;
  /** Removes a directory that is empty; rejects where it is not, or where nothing is there. */
  removeDirectory(path: string): Promise<void>;
  /** The names in a directory. */
  list(directory: string): Promise<string[]>;
  /** Brings the names in a directory to the disk, where the platform can. */
  syncDirectory(path: string): Promise<void>;
  /** What an error of these methods means for a store. */
  fault(error: unknown): FileFault;
}
