import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readEntry } from '../../tools/api-entries.mjs';
import { arrangeReports } from '../../tools/api-reports.mjs';
import type { publishedPackages } from '../../tools/published-packages.mjs';

type Entries = ReturnType<typeof publishedPackages>[number]['entries'];

/** What a package declares, and what its reports say of that: the comparison of `check-api`, in which only one entry is read anew. */
export async function readApi(
  directory: string,
  entries: Entries,
): Promise<{ changedBy(subpath: string): Promise<readonly string[]> }> {
  const whole = new Map<string, Awaited<ReturnType<typeof readEntry>>>();
  for (const entry of entries) whole.set(entry.subpath, await readEntry(directory, entry));

  /** The reports that are no longer right. */
  function differences(all: typeof whole): readonly string[] {
    // It replaces declarations in the maps that it is given.
    const copies = [...all.values()].map((each) => ({ ...each, declarations: new Map(each.declarations) }));
    const { reports } = arrangeReports(copies);
    return [...reports]
      .filter(([name, api]) => {
        const file = join(directory, 'etc', `${name}.d.ts`);
        return !existsSync(file) || readFileSync(file, 'utf8') !== api;
      })
      .map(([name]) => `check-api (the report ${name}.d.ts)`);
  }
  const before = differences(whole);
  if (before.length > 0) throw new Error(`The API differs without any removal: ${before.join(', ')}`);

  return {
    /** What notices that the text of an entry changed. */
    async changedBy(subpath) {
      const entry = entries.find((each) => each.subpath === subpath);
      if (!entry) throw new Error(`There is no entry ${subpath}`);
      try {
        return differences(new Map(whole).set(subpath, await readEntry(directory, entry)));
      } catch (error) {
        return [`check-api (${error instanceof Error ? error.message.split('\n', 1)[0] : error})`];
      }
    },
  };
}
