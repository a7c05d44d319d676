// The digest of the main file of each package that is installed.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const digests = Object.keys(dependencies).map((name) => {
  const file = fileURLToPath(import.meta.resolve(name));
  return [name, createHash('sha256').update(readFileSync(file)).digest('hex')];
});
console.log(JSON.stringify(Object.fromEntries(digests)));
