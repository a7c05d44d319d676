/** How consumers set up TypeScript, as far as it changes what they see of a package. */
export const tsconfigs: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  nodenext: { module: 'nodenext', lib: ['es2023', 'esnext.disposable', 'dom', 'dom.iterable'] },
  bundler: {
    module: 'esnext',
    moduleResolution: 'bundler',
    lib: ['es2023', 'esnext.disposable', 'dom', 'dom.iterable'],
  },
  'no-dom': { module: 'nodenext', lib: ['es2023', 'esnext.disposable'], types: ['node'] },
  'exact-optional': {
    module: 'nodenext',
    lib: ['es2023', 'esnext.disposable', 'dom', 'dom.iterable'],
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noPropertyAccessFromIndexSignature: true,
  },
};

/** What all of them share. Libraries are checked too, so that a declaration that cannot stand by itself is found. */
export const shared: Readonly<Record<string, unknown>> = {
  target: 'es2023',
  strict: true,
  declaration: true,
  noEmit: true,
  skipLibCheck: false,
  types: [],
};

/**
 * Compilers that users have, each with the ways to find a package that it is tried with. How a package is found is decided by its
 * files more than by the version, and those before 7 take ten times as long.
 */
export const compilers: readonly (readonly [name: string, resolutions: readonly Resolution[]])[] = [
  ['typescript-5.7', ['node16']],
  ['typescript-5.9', ['bundler']],
  ['typescript-6', ['nodenext']],
  ['typescript', ['node16', 'nodenext', 'bundler']],
];

export type Resolution = 'node16' | 'nodenext' | 'bundler';

/** The oldest `lib` that is supported: it knows no `AsyncDisposable`. */
export const oldest = (
  moduleResolution: Resolution,
  ...others: readonly string[]
): Readonly<Record<string, unknown>> => ({
  ...shared,
  skipDefaultLibCheck: true, // the compiler's own files, which take the longest
  target: 'es2022',
  module: moduleResolution === 'bundler' ? 'esnext' : moduleResolution,
  moduleResolution,
  lib: ['es2022', ...others],
});
