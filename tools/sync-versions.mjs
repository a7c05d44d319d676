// Copies each package's version into its deno.json, which changesets leaves alone.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

for (const name of readdirSync('packages')) {
  const file = `packages/${name}/deno.json`;
  if (!existsSync(file)) continue;
  const { version } = JSON.parse(readFileSync(`packages/${name}/package.json`, 'utf8'));
  writeFileSync(file, readFileSync(file, 'utf8').replace(/("version": ")[^"]*/, `$1${version}`));
}
