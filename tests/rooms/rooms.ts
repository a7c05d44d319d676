// The rooms of core: each folder of packages/core/src, and the rooms that its files may import. The rooms stand in
// the order of a call, and no arrow runs back up, types included. biome.json repeats each row, so that an editor shows
// a broken wall at once: lint.test.ts holds it to this table.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Room {
  is: string;
  imports: readonly string[];
}

export const root = join(import.meta.dirname, '..', '..');
export const core = 'packages/core/src';

export const rooms: Readonly<Record<string, Room>> = {
  api: {
    is: 'ofetch over `client.fetch`, for the rest of the service',
    imports: ['client', 'transport', 'errors'],
  },
  client: {
    is: 'the face: one method per operation, fetch, options',
    imports: ['session', 'call', 'transport', 'records', 'locks', 'errors', 'operations'],
  },
  session: {
    is: 'who is signed in: log in once, renew, revoke',
    imports: ['call', 'transport', 'records', 'locks', 'errors', 'operations'],
  },
  call: {
    is: 'one call: deadline, authorisation, trace, retries',
    imports: ['transport', 'errors', 'operations'],
  },
  transport: { is: 'sends a request, and judges the answer', imports: ['errors', 'operations'] },
  errors: { is: 'classes and codes, which derive from the operations', imports: ['operations'] },
  operations: { is: 'a table of data, whose fields know the password rules', imports: ['password-rules'] },
  'password-rules': { is: 'what the service demands of a new password', imports: [] },
  password: { is: 'makes a password', imports: ['password-rules', 'errors'] },

  records: { is: 'one record per slot, over any medium', imports: ['errors'] },
  locks: { is: 'who waits for whom', imports: ['records', 'errors'] },
  seal: { is: 'encrypts records', imports: ['records', 'errors'] },
  files: { is: 'records in files', imports: ['records', 'locks', 'seal', 'errors'] },
  'file-lock': { is: 'a lock among processes, by a file', imports: ['files', 'locks', 'errors'] },
  keychain: {
    is: 'records in the keychain of the system',
    imports: ['records', 'locks', 'seal', 'errors'],
  },
  testing: { is: 'the contract of a store, for its authors', imports: ['records', 'errors'] },
  locales: {
    is: 'the texts of errors, hints and password rules',
    imports: ['api', 'errors', 'files', 'keychain', 'password', 'password-rules', 'seal', 'transport'],
  },
};

/** Any file of core may import these, and they import no room. */
export const everywhere: readonly string[] = ['abort.ts', 'clock.ts', 'shared-work.ts', 'standard-schema.ts'];

/** The one file that may import ofetch. */
export const ofetchUser = 'api/create-api.ts';

/** The files by which a package is imported. They import any room, and no file imports them. */
export const entries: readonly string[] = Object.values<string | { default: string }>(
  JSON.parse(readFileSync(join(root, core, '..', 'package.json'), 'utf8')).exports,
).flatMap((entry) => {
  const name = typeof entry === 'string' ? undefined : /^\.\/dist\/([^/]+)\.js$/.exec(entry.default)?.[1];
  return name === undefined ? [] : [`${name}.ts`];
});

/** The room in which a file of core stands, undefined for one at the root. */
const roomOf = (file: string): string | undefined => /^([^/]+)\//.exec(file)?.[1];

/** The rooms that a file of core may import, its own not among them. */
function importable(file: string): readonly string[] {
  const room = roomOf(file);
  if (room === undefined) return entries.includes(file) ? Object.keys(rooms) : [];
  return rooms[room]?.imports ?? [];
}

/** Whether a file of core may import another one. */
export function mayImport(from: string, to: string): boolean {
  const room = roomOf(to);
  if (room === undefined) return everywhere.includes(to);
  return room === roomOf(from) || importable(from).includes(room);
}

/** What the lint rule says in a file of core that imports what it may not. */
export function wall(file: string): string {
  const room = roomOf(file);
  if (entries.includes(file)) return 'No file of core imports an entry: import the file that it re-exports.';
  if (room === undefined)
    return 'What any room may import imports no room: pass what it needs as an argument.';
  if (!(room in rooms)) return 'Say what this folder may import, in tests/rooms/rooms.ts and in biome.json.';
  const who = `${room}/`;
  const may = importable(file).map((name) => `${name}/`);
  if (may.length === 0) return `${who} imports no other room: pass what it needs as an argument.`;
  const list = [may.slice(0, -1).join(', '), ...may.slice(-1)].filter(Boolean).join(' and ');
  return `${who} may import only ${list}: pass anything else as an argument, or move it into one of these.`;
}
