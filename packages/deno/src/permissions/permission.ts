// Permissions are looked up and never asked for: a prompt would stop a program that runs unattended.

/** One thing that Deno must allow. */
export type Permission =
  | {
      readonly name: 'net';
      /** With its port, unless that is 443. */
      readonly host: string;
    }
  | { readonly name: 'read' | 'write'; readonly path: string }
  | { readonly name: 'ffi' };

/** What it takes to send to a URL. */
export const sendingTo = ({ protocol, host, port }: URL): Permission => ({
  name: 'net',
  host: protocol === 'http:' && port === '' ? `${host}:80` : host, // `host` leaves out the port that its scheme implies
});

/** What it takes to read and write in a directory. */
export const filesIn = (directory: string): readonly Permission[] => [
  { name: 'read', path: directory },
  { name: 'write', path: directory },
];

/** What it takes to load native code, which may then do everything that this user may. */
export const nativeCode: Permission = { name: 'ffi' };

/** Whether Deno allows it. Anything but `granted` would be a prompt or a refusal. */
function isGranted(permission: Permission): boolean {
  // A flag may name a host, which allows every port of it, or one port of it alone.
  const asked =
    permission.name === 'net' && !/:\d+$/.test(permission.host)
      ? { name: 'net' as const, host: `${permission.host}:443` }
      : { ...permission }; // Deno writes into what it is given
  try {
    return Deno.permissions.querySync(asked).state === 'granted';
  } catch {
    return false; // a host that a URL may have and DNS may not, such as `a*b.example`
  }
}

/** The flags for those that Deno does not allow; none if it allows them all. */
export const missingFlags = (needed: readonly Permission[]): string[] =>
  flagsFor(needed.filter((each) => !isGranted(each)));

/** The flags for permissions: one for each name, since Deno takes no flag twice. */
export function flagsFor(permissions: readonly Permission[]): string[] {
  const values = new Map<string, Set<string>>();
  for (const permission of permissions) {
    const { name } = permission;
    const named = values.get(name) ?? new Set();
    values.set(name, named);
    if (!isImplied(permission, permissions)) for (const value of namedBy(permission)) named.add(value);
  }
  return [...values].map(([name, named]) =>
    named.size === 0 ? `--allow-${name}` : `--allow-${name}=${[...named].join(',')}`,
  );
}

const namedBy = (permission: Permission): string[] => {
  if (permission.name === 'ffi') return [];
  // Deno reads two commas as one that belongs to the name.
  return [permission.name === 'net' ? permission.host : permission.path.replaceAll(',', ',,')];
};

/** Whether another one names a directory above, which allows all below it. */
const isImplied = (permission: Permission, others: readonly Permission[]): boolean =>
  'path' in permission &&
  others.some((other) => other.name === permission.name && isBelow(permission.path, other.path));

function isBelow(path: string, directory: string): boolean {
  const stem = directory.replace(/[/\\]$/, '');
  return path.startsWith(stem) && /^[/\\]./.test(path.slice(stem.length));
}
