// Prints what each built extension asks for. Fails if that is more than review/allowed.ts, or if any of its code comes from elsewhere.
import { join, resolve } from 'node:path';
import { review } from './review.ts';

const folders = process.argv.slice(2);
if (folders.length === 0) folders.push(...['chrome-mv3', 'firefox-mv3'].map((name) => join('dist', name)));

for (const folder of folders) {
  const { asked, scripts, problems } = await review(resolve(folder));
  console.log(folder);
  for (const { what, items } of asked) console.log(`  ${what}: ${items.join(', ') || 'none'}`);
  console.log(`  scripts: ${scripts.join(', ')}`);
  for (const problem of problems) console.error(`  NOT ALLOWED: ${problem}`);
  if (problems.length > 0) process.exitCode = 1;
  else console.log('  Nothing else is asked for, and no code comes from elsewhere.');
}
