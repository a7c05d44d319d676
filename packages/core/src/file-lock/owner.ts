import type { FilePort } from '../files/file-port.ts';
import type { FileRules } from '../files/private-files.ts';
import { readPrivate } from '../files/read-private.ts';
import type { LockHost } from './lock-host.ts';

/** Who holds a lock, or would like to: what its file says. */
export interface Owner {
  /** Random per wait: no two are ever the same. */
  readonly token: string;
  readonly pid: number | null;
  /** Where `pid` means something; see {@link LockHost.scope}. */
  readonly scope: string | null;
  /** When the process began; see `ProcessFacts`. */
  readonly started: string | null;
}

/** An owner as it was found. */
export interface FoundOwner extends Owner {
  /** When it last gave a sign of life, on its own clock; `null`: the platform does not know. */
  readonly modified: number | null;
}

/** Bytes: an owner is some 200. */
const LIMIT = 2048;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A new owner: this process, wanting a lock. */
export async function newOwner(host: LockHost): Promise<Owner> {
  const scope = await host.scope();
  const facts = scope === null ? null : await host.process(host.pid);
  return { token: crypto.randomUUID(), pid: host.pid, scope, started: facts?.started ?? null };
}

export const encodeOwner = (owner: Owner): Uint8Array => new TextEncoder().encode(JSON.stringify(owner));

/** The owner that a file names, `null` where no file is. Refuses files that others can get at. */
export async function readOwner(
  files: FilePort,
  path: string,
  owner: FileRules['owner'],
): Promise<FoundOwner | null> {
  const bytes = await readPrivate(files, path, { limit: LIMIT, owner });
  // Afterwards: on a network file system only an opened file has facts that are not old.
  const facts = bytes && (await files.facts(path));
  if (!facts) return null;
  const { modified, id } = facts;
  // Half written, where there are no links; cut off by a power failure; or of a newer version. Its time of change is
  // part of its name, since another such file may have its id later.
  const nameless = `unread-${id}-${modified}`.replaceAll(/[^0-9a-z]/gi, '-');
  return { ...(decodeOwner(bytes) ?? { token: nameless, pid: null, scope: null, started: null }), modified };
}

function decodeOwner(bytes: Uint8Array): Owner | null {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
  const { token, pid, scope, started } = Object(value) as Record<keyof Owner, unknown>; // any object has any property
  // The token becomes part of file names.
  if (typeof token !== 'string' || !UUID.test(token)) return null;
  return {
    token,
    pid: typeof pid === 'number' && Number.isInteger(pid) && pid > 0 ? pid : null,
    scope: typeof scope === 'string' ? scope : null,
    started: typeof started === 'string' ? started : null,
  };
}
