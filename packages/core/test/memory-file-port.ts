import { type FileFacts, type FilePort, faultOfErrno } from '../src/files.ts';

/** A file of the model: its facts, and what is in it. */
export interface ModelFile {
  type: FileFacts['type'];
  mode: number;
  owner: number;
  bytes: Uint8Array;
  id: string;
  modified: number;
  /** What `size` says, where that is not the length. */
  size?: number;
}

/** An error as a runtime throws it: with a code, and with the path in its message. */
export const osError = (code: string, path: string): Error =>
  Object.assign(new Error(`${code}: refused, open '${path}'`), { code, path });

/** A file system in memory with real rules, on which any single step can be made to fail. */
export interface MemoryFilePort extends FilePort {
  readonly files: Map<string, ModelFile>;
  /** Called before each step; what it throws, the step throws. */
  before: (step: string, path: string) => void;
}

const USER = 1000;

export function memoryFilePort(files: Map<string, ModelFile> = new Map()): MemoryFilePort {
  let ids = files.size;
  const file = (type: FileFacts['type'], bytes: Uint8Array, mode: number): ModelFile => {
    ids += 1;
    return { type, bytes, mode, owner: USER, id: `id-${ids}`, modified: Date.now() };
  };
  const factsOf = ({ bytes, size = bytes.length, ...facts }: ModelFile): FileFacts => ({ ...facts, size });
  const present = (path: string): ModelFile => {
    const found = files.get(path);
    if (!found) throw osError('ENOENT', path);
    return found;
  };
  const step = async <T>(name: string, path: string, work: () => T): Promise<T> => {
    await Promise.resolve();
    port.before(name, path);
    return work();
  };
  const port: MemoryFilePort = {
    files,
    before: () => {},
    user: () => USER,
    join: (directory, name) => `${directory}/${name}`,
    facts: (path) =>
      step('facts', path, () => {
        const found = files.get(path);
        return found ? factsOf(found) : null;
      }),
    open: (path) =>
      step('open', path, () => {
        const found = files.get(path);
        if (!found) return null;
        return {
          facts: () => step('fstat', path, () => factsOf(found)),
          read: (limit) => step('read', path, () => found.bytes.slice(0, limit)),
          close: () => step('close', path, () => {}),
        };
      }),
    create: (path, bytes) =>
      step('create', path, () => {
        if (files.has(path)) throw osError('EEXIST', path);
        present(path.slice(0, path.lastIndexOf('/')));
        files.set(path, file('file', bytes.slice(), 0o600));
      }),
    createDirectory: (path) =>
      step('createDirectory', path, () => {
        const [, ...parts] = path.split('/');
        for (const [index] of parts.entries()) {
          const each = `/${parts.slice(0, index + 1).join('/')}`;
          if (!files.has(each)) files.set(each, file('directory', new Uint8Array(), 0o700));
        }
      }),
    link: (from, to) =>
      step('link', to, () => {
        if (files.has(to)) return 'taken';
        files.set(to, present(from));
        return 'linked';
      }),
    rename: (from, to) =>
      step('rename', to, () => {
        files.set(to, present(from));
        files.delete(from);
      }),
    remove: (path) => step('remove', path, () => files.delete(path)),
    removeDirectory: (path) =>
      step('removeDirectory', path, () => {
        present(path);
        if ([...files.keys()].some((name) => name.startsWith(`${path}/`))) throw osError('ENOTEMPTY', path);
        files.delete(path);
      }),
    list: (directory) =>
      step('list', directory, () =>
        [...files.keys()]
          .filter((path) => path.startsWith(`${directory}/`))
          .map((path) => path.slice(directory.length + 1)),
      ),
    syncDirectory: (path) => step('syncDirectory', path, () => void present(path)),
    fault: (error) => faultOfErrno((error as { code?: unknown }).code), // reads a property of an object
  };
  return port;
}
