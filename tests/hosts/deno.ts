import { createClient, fileLock, sealedFileKeyStore } from '@turbosmtp-auth/deno';
import { conformance } from './conformance.ts';

/** What this file needs of Deno, whose own types would hide those of every other runtime. */
declare const Deno: {
  readonly args: readonly string[];
  readonly version: { readonly deno: string };
  inspect(value: unknown, options: Readonly<Record<string, unknown>>): string;
};

const [origin = '', directory = ''] = Deno.args;
const keyStore = sealedFileKeyStore({ directory, sealingKey: crypto.getRandomValues(new Uint8Array(32)) });
const lock = fileLock({ directory });
const report = await conformance(
  {
    createClient,
    parts: { keyStore, lock },
    inspect: (value) => Deno.inspect(value, { showHidden: true, getters: true, depth: 100 }),
  },
  origin,
  Deno.version.deno,
);
console.log(JSON.stringify(report));
