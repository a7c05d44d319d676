const methods = ['log', 'info', 'warn', 'error', 'debug', 'trace', 'dir'] as const;

/** Collects what is written to the console until `release` is called. */
export function captureConsole(): { written: unknown[]; release(): void } {
  const written: unknown[] = [];
  const originals = methods.map((method) => [method, console[method]] as const);
  for (const method of methods) console[method] = (...values: unknown[]) => void written.push(...values);
  return {
    written,
    release() {
      for (const [method, original] of originals) console[method] = original;
    },
  };
}
