// Fails where pnpm-lock.yaml lacks the binaries of a platform that contributors use. A registry
// mirror that has a tool's newest version for one platform only makes pnpm leave the others out
// of the lock without a word, and a frozen install then breaks on them.
import { readFileSync } from 'node:fs';

const wanted = ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64', 'win32-x64'];

function target(name) {
  const text = name.replace(/^.*\//, '');
  const os = /darwin|macos/.test(text)
    ? 'darwin'
    : /win32|windows|\bwin\b/.test(text)
      ? 'win32'
      : /linux/.test(text)
        ? 'linux'
        : undefined;
  const arch = /arm64|aarch64/.test(text) ? 'arm64' : /x64|x86_64|[-_]64\b/.test(text) ? 'x64' : undefined;
  return os && arch && !/android/.test(text) ? `${os}-${arch}` : undefined;
}

let failed = 0;
let passed = 0;
for (const file of process.argv.length > 2 ? process.argv.slice(2) : ['pnpm-lock.yaml']) {
  let parent;
  let inOptional = false;
  const families = new Map();
  const lock = readFileSync(file, 'utf8');
  if (file.endsWith('package-lock.json')) {
    const { packages } = JSON.parse(lock);
    for (const [path, entry] of Object.entries(packages)) {
      const present = Object.keys(entry.optionalDependencies ?? {}).filter(
        (name) => packages[`node_modules/${name}`],
      );
      const found = present.map(target).filter(Boolean);
      if (found.length > 0) families.set(path || 'root', new Set(found));
    }
  } else {
    for (const line of lock.slice(lock.indexOf('\nsnapshots:')).split('\n')) {
      const header = /^ {2}'?([^\s'].*?)'?:/.exec(line);
      if (header) [, parent] = header;
      else if (/^ {4}\S/.test(line)) inOptional = line.trim() === 'optionalDependencies:';
      else if (inOptional) {
        const name = /^ {6}'?([^\s':]+(?:\/[^\s':]+)?)'?:/.exec(line)?.[1];
        const found = name && target(name);
        if (found) families.set(parent, (families.get(parent) ?? new Set()).add(found));
      }
    }
  }
  for (const [name, found] of families) {
    if (target(name.replace(/@[^@/]*$/, ''))) continue; // a binary's own parts
    const missing = wanted.filter((platform) => !found.has(platform));
    if (missing.length > 0) {
      failed++;
      console.error(`${file}: ${name} has no binary for ${missing.join(', ')}`);
    } else passed++;
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
