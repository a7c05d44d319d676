import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { missingDocs, namesDeclaredIn } from '../../tools/docstrings.mjs';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'turbosmtp-auth-docstrings-'));
});
afterAll(() => rm(directory, { recursive: true }));

/** What one file of declarations lacks. */
async function lacking(name: string, text: string, others?: string[]): Promise<string[]> {
  const file = join(directory, `${name}.d.ts`);
  await writeFile(file, text);
  return missingDocs(directory, [file], others);
}

const example = `@example
 * \`\`\`ts
 * load();
 * \`\`\``;

it('asks for each part that is not there, of what is exported and of what that names', async () => {
  const missing = await lacking(
    'bare',
    `
export declare function load(options?: LoadOptions): Promise<Loaded>;
/** A word. @example load() */
export declare const answer: Answer;
/** Answers. */
export type Answer = (question: string) => string;
export declare const limit: number;
/** Codes. */
export declare const codes: { readonly 400: readonly string[]; readonly 401: readonly ['a', string] };
interface Loaded { readonly text: string; read(): Promise<string> }
/** How to load. */
interface LoadOptions extends Common {
  readonly path: string;
  /** Milliseconds. */
  readonly timeout?: number;
  /** How often. */
  readonly retry?: Retry;
}
/** Of all. */
interface Common {
  /** Bytes. */
  readonly size?: number;
}
/** How to try again. */
interface Retry {
  /** Tries. */
  readonly attempts?: number;
}
/** A client. */
export interface Client {
  /** Logs in. @throws {Error} if it fails. */
  login(options?: CallOptions): Promise<void>;
}
/** A call. */
interface CallOptions {
  /** Ends it. Default: none. */
  signal?: AbortSignal;
}
`,
  );
  expect(missing).toEqual([
    'bare.d.ts: Client.login: a @throws without a code',
    'bare.d.ts: Client.login: no @example',
    'bare.d.ts: Client.login: no section of the contract',
    'bare.d.ts: Common.size: no default',
    'bare.d.ts: LoadOptions.path: neither default nor "required"',
    'bare.d.ts: LoadOptions.path: no docstring',
    'bare.d.ts: LoadOptions.retry: no default',
    'bare.d.ts: LoadOptions.timeout: no default',
    'bare.d.ts: Loaded.read: no @throws',
    'bare.d.ts: Loaded.read: no docstring',
    'bare.d.ts: Loaded.text: no docstring',
    'bare.d.ts: Loaded: no docstring',
    'bare.d.ts: Retry.attempts: no default',
    'bare.d.ts: answer: no @example',
    'bare.d.ts: codes.400: no docstring',
    'bare.d.ts: codes.401: no docstring',
    'bare.d.ts: limit: no docstring',
    'bare.d.ts: load: no @example',
    'bare.d.ts: load: no @throws',
    'bare.d.ts: load: no docstring',
  ]);
});

it('is content with a whole docstring, and with what says itself or for whom it is', async () => {
  const missing = await lacking(
    'whole',
    `
/** Loads.
 * @throws {Error} if it fails.
 * ${example}
 */
export declare function load(options?: LoadOptions): Promise<Loaded>;
/** Takes a turn. For authors of
 * locks. Never rejects. */
export declare function take(): Promise<void>;
/** Codes. */
export declare const codes: { readonly 400: readonly ['a', 'b']; readonly 401: typeof keyCodes };
/** Of keys. */
export declare const keyCodes: readonly ['c'];
/** What was loaded. @throws What the disk says. */
interface Loaded {
  readonly kind: 'text';
  /** Reads. */
  read(): Promise<string>;
}
/** How to load. */
export interface LoadOptions {
  /** Where from. Required. */
  readonly path: string;
  /** Milliseconds. Default 10. */
  readonly timeout?: number;
  /** Not beside a path. */
  readonly file?: never;
}
/** A client. */
export interface Client {
  /** Logs in (contract, "POST /authorize").
   * @throws {Error} \`network\` if it fails.
   * ${example}
   */
  login(options?: LoadOptions): Promise<void>;
}
`,
  );
  expect(missing).toEqual([]);
});

it('leaves alone what others declared', async () => {
  const text =
    'export interface Theirs { readonly text: string }\nexport interface Ours { readonly theirs: Theirs }\n';
  const others = namesDeclaredIn('theirs.d.ts', 'interface Theirs {}\ndeclare const unnamed: 1;\n');
  expect(await lacking('shared', text, others)).toEqual([
    'shared.d.ts: Ours.theirs: no docstring',
    'shared.d.ts: Ours: no docstring',
  ]);
});
