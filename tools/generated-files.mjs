// What a generator does with its files: with `--update` it writes them; without, one that differs is an error.
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import process from 'node:process';
import { report } from './published-packages.mjs';
import { root } from './toolchain.mjs';

const textOf = (file) => {
  try {
    return readFileSync(join(root, file), 'utf8');
  } catch {
    return undefined; // not written yet
  }
};

/** Takes the files as names below the root and their texts; `passed` is what to report. */
export function settleFiles(what, files, passed) {
  const generator = basename(process.argv[1]);
  const stale = Object.entries(files).filter(([file, text]) => textOf(file) !== text);
  if (process.argv.includes('--update'))
    for (const [file, text] of stale.splice(0)) writeFileSync(join(root, file), text);
  report(
    what,
    stale.map(
      ([file]) => `${file}: differs from the tables (node tools/run.mjs node tools/${generator} --update)`,
    ),
    passed,
  );
}
