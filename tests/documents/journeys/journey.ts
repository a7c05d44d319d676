import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { account, type Given, type Printed, type Shell } from '../shell.ts';
import { readDocument, root } from '../shell-blocks.ts';

/** What readers do with the shell blocks of a document, in their order, in one shell. */
export interface Journey {
  readonly what: string;
  /** Whether this machine has what it needs. It says so if not. */
  readonly possible?: () => boolean;
  readonly steps: readonly Step[];
}

/** Runs one block, or what a reader does between two. It must succeed. */
export interface Step extends Given {
  /** What a reader does elsewhere before, for example in an editor. */
  readonly prepare?: (shell: Shell) => Promise<unknown>;
  /** The name of a block. */
  readonly block?: string;
  /** What a reader does in the shell that the text tells without a block. */
  readonly also?: string;
  /** Lines of the block that cannot be run, and why. */
  readonly without?: { readonly lines: readonly string[]; readonly reason: string };
  /** What has another value here than in the document: a port, a file, a service. */
  readonly replace?: (shell: Shell) => Readonly<Record<string, string>>;
  /** It does not end by itself. */
  readonly runs?: boolean;
  /** What it prints on standard output. */
  readonly prints?: RegExp;
  /** What it says on standard error. */
  readonly says?: RegExp;
}

/** The password of the account, as it is typed. */
export const password: string = `${account.password}\n`;

/** Copies what a text says to copy. */
export const copy =
  (folder: string, to: string, parts: readonly string[]) =>
  async (shell: Shell): Promise<void> => {
    for (const part of parts)
      await cp(join(root, folder, part), join(shell.directory, to, part), { recursive: true });
  };

/** The TypeScript of a document that contains something. */
export function programOf(document: string, contained: string): string {
  const programs = [...readDocument(document).matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code]) => code);
  const program = programs.find((code) => code?.includes(contained));
  if (program === undefined) throw new Error(`${document} has no program with ${contained}`);
  return program;
}

/** A block that starts the sandbox. It prints its base URL, and nothing else. */
export const startsSandbox = (document: string, line: string): Step => ({
  block: `${document}: ${line}`,
  runs: true,
  prints: /^http:\/\/127\.0\.0\.1:\d+\/api\/v2\n$/,
  replace: ({ ports }) => ({ '--port 8025': `--port ${ports[0]}` }),
});

export const sandboxHasStarted = ({ out }: Printed): boolean => out.includes('/api/v2\n');
