/** What the thread needs to load the package that talks to keychains. */
export interface NativePackage {
  /** What it imports. */
  readonly specifier: string;
  /** All that the package sees of the environment. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * In npm's modules it is what lies beside this package, wherever that is. JSR has no such place: there it is an npm package, which
 * Deno keeps in its cache.
 *
 * The package would look into the environment and at `/usr/bin/ldd` to find out for which C library it must load native code.
 * Deno knows that, so that no permission is needed for it.
 */
export function nativePackage(): NativePackage {
  const { os, arch, target } = Deno.build;
  if (os !== 'linux') return { specifier: specifier(), env: {} };
  const library = target.endsWith('musl') ? 'musl' : 'gnu';
  const native = `@napi-rs/keyring-linux-${arch === 'aarch64' ? 'arm64' : 'x64'}-${library}`;
  return { specifier: specifier(), env: { NAPI_RS_NATIVE_LIBRARY_PATH: native } };
}

function specifier(): string {
  try {
    return import.meta.resolve('@napi-rs/keyring');
  } catch {
    return 'npm:@napi-rs/keyring@^2.1.2'; // the same range as in deno.json, which a check sees to
  }
}
