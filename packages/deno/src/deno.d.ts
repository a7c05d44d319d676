// The part of Deno's own types that this package uses, so that plain `tsc` checks it; Deno checks it against its own.

declare namespace Deno {
  interface FileInfo {
    isFile: boolean;
    isDirectory: boolean;
    isSymlink: boolean;
    size: number;
    mtime: Date | null;
    dev: number;
    ino: number | null;
    mode: number | null;
    uid: number | null;
  }

  interface FsFile {
    stat(): Promise<FileInfo>;
    read(bytes: Uint8Array): Promise<number | null>;
    write(bytes: Uint8Array): Promise<number>;
    sync(): Promise<void>;
    close(): void;
  }

  interface OpenOptions {
    write?: boolean;
    createNew?: boolean;
    mode?: number;
  }

  const build: {
    target: string; // such as x86_64-unknown-linux-gnu
    arch: 'x86_64' | 'aarch64';
    os: 'linux' | 'darwin' | 'windows' | 'freebsd' | 'netbsd' | 'aix' | 'solaris' | 'illumos' | 'android';
  };
  const permissions: {
    querySync(
      descriptor:
        | { name: 'sys'; kind: 'uid' }
        | { name: 'read' | 'write'; path: string }
        | { name: 'net'; host: string }
        | { name: 'read' | 'write' | 'net' | 'env' | 'run' | 'sys' | 'ffi' },
    ): { state: 'granted' | 'prompt' | 'denied' };
  };

  interface HttpClient {
    close(): void;
  }

  function createHttpClient(options: {
    proxy: { transport: 'tcp'; hostname: string; port: number };
  }): HttpClient;

  const pid: number;

  function lstat(path: string): Promise<FileInfo>;
  function open(path: string, options?: OpenOptions): Promise<FsFile>;
  function mkdir(path: string, options: { recursive: boolean; mode: number }): Promise<void>;
  function link(from: string, to: string): Promise<void>;
  function rename(from: string, to: string): Promise<void>;
  function remove(path: string): Promise<void>;
  function readDir(path: string): AsyncIterable<{ name: string }>;
  function readTextFile(path: string): Promise<string>;
  function readLink(path: string): Promise<string>;
  function utime(path: string, accessed: Date, modified: Date): Promise<void>;
  function uid(): number | null;
  function unrefTimer(id: number | object): void; // an object, where the types of Node are known as well
}
