// Not an import, which costs half a millisecond more.
const { posix } = process.getBuiltinModule('node:path');

/** The platform and the environment that a keychain is looked for in. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * What a process needs in its environment to reach the session that has the keychain, or `null` if there is no session.
 * Except on macOS and Windows, the session is one of D-Bus. A service or a container has none, and learns that without a
 * process being started.
 */
export async function findSession({
  platform,
  env,
}: Surroundings): Promise<Readonly<Record<string, string>> | null> {
  if (platform === 'darwin' || platform === 'win32') return {};
  const { DBUS_SESSION_BUS_ADDRESS: address = '', XDG_RUNTIME_DIR: directory = '' } = env;
  if (address !== '') return address === 'disabled:' ? null : {}; // how sandboxes say that there is none
  if (!posix.isAbsolute(directory)) return null;
  // The place where systemd puts it, which not every D-Bus library knows.
  const bus = posix.join(directory, 'bus');
  const there = { DBUS_SESSION_BUS_ADDRESS: `unix:path=${encodeURIComponent(bus).replaceAll('%2F', '/')}` };
  const { access } = process.getBuiltinModule('node:fs'); // loaded already, which `node:fs/promises` is not
  return new Promise((resolve) => access(bus, (error) => resolve(error ? null : there)));
}
