import type { Import } from './imports.ts';

/** What each package publishes, and which packages of ours it may import. */
export const packages: Readonly<Record<string, { folders: string[]; imports: string[] }>> = {
  core: { folders: ['src'], imports: [] },
  sandbox: { folders: ['src', 'bin', 'node'], imports: [] },
  node: { folders: ['src', 'cli'], imports: ['core'] },
  browser: { folders: ['src'], imports: ['core'] },
  deno: { folders: ['src'], imports: ['core'] },
};

const place = (file: string): string[] => file.split('/').slice(1, 3);

/**
 * Whether an import leads, by a name or by a path, to a package of ours that the importing one may not import, or
 * from the sources of a package to its command, which is the first user of the package and imports it by its name.
 */
export function isForeign({ from, specifier, to }: Import): boolean {
  const [name = '', folder] = place(from);
  if (to !== undefined) {
    const [other, into = ''] = place(to);
    return (
      other !== name ||
      (folder === 'src' && into !== 'src' && packages[name]?.folders.includes(into) === true)
    );
  }
  const [, other] = /^@turbosmtp-auth\/([^/]+)/.exec(specifier) ?? [];
  if (other === undefined) return false;
  return other === name ? folder === 'src' : !packages[name]?.imports.includes(other);
}
