import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { allowed } from './allowed.ts';
import { type Asked, askedBy, type Manifest, tooMuchIn } from './manifest.ts';
import { remoteCodeIn, remoteCodeInPage, remoteStyleIn } from './remote-code.ts';

export interface Review {
  readonly asked: readonly Asked[];
  readonly scripts: readonly string[];
  readonly problems: readonly string[];
}

const checks: Readonly<Record<string, (text: string) => readonly string[]>> = {
  '.js': remoteCodeIn,
  '.html': remoteCodeInPage,
  '.css': remoteStyleIn,
};

/** Looks at a built extension as the review of a store does. */
export async function review(folder: string): Promise<Review> {
  const manifest: Manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
  const files = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .sort();
  const problems = [...tooMuchIn(manifest)];
  for (const file of files) {
    const kind = extname(file);
    if (!allowed.files.some((each) => each === kind)) problems.push(`${file}: a file of this kind`);
    const found = checks[kind]?.(await readFile(join(folder, file), 'utf8')) ?? [];
    problems.push(...found.map((each) => `${file}: ${each}`));
  }
  return { asked: askedBy(manifest), scripts: files.filter((file) => extname(file) === '.js'), problems };
}
