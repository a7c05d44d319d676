/** An optional package that is installed. */
export interface OptionalPackage {
  readonly path: string;
  /** @throws What the package throws at load. */
  load(): unknown;
}

/**
 * Looks for an optional package where the program runs; null: it is not installed there. Bundlers do not see it, and so they
 * leave it out. They cannot bundle native code, and undici would make their one file six times as long for all who have no
 * proxy.
 */
export function findOptional(name: '@napi-rs/keyring' | 'undici'): OptionalPackage | null {
  try {
    const require = process.getBuiltinModule('node:module').createRequire(place());
    const path = require.resolve(name);
    return { path, load: () => require(path) };
  } catch {
    return null;
  }
}

/** This file or the bundle that it is in. Some bundles name none, or a file of the machine that they were made on. */
function place(): string {
  // Absent in some CommonJS bundles. Not destructured: Bun replaces only the whole of this expression there.
  const url: string | undefined = import.meta.url;
  const known = url !== undefined && process.getBuiltinModule('node:fs').existsSync(new URL(url));
  return known ? url : (process.argv[1] ?? process.execPath);
}
