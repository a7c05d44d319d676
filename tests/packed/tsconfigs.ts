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
