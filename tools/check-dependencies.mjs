// Every dependency that a published package brings along, installed or bundled, is defended by a line of
// docs/dependencies.md, and every line there is about one that is still brought along:
//
//     ## @turbosmtp-auth/core
//     - `valibot` (bundled): why it is worth having.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledPackages } from './bundled-packages.mjs';
import { publishedPackages, report } from './published-packages.mjs';
import { root } from './toolchain.mjs';

const document = 'docs/dependencies.md';
const problems = [];

const defended = new Map();
let heading;
for (const [index, line] of readFileSync(join(root, document), 'utf8').split('\n').entries()) {
  heading = /^## (\S+)$/.exec(line)?.[1] ?? heading;
  const [, name, why] = /^- `([^`]+)`(?: \([^)]*\))?: (\S.{19,})$/.exec(line) ?? [];
  if (name && why) defended.set(`${heading} ${name}`, `${document}:${index + 1}`);
}

const brought = new Set();
for (const { name, directory, manifest } of publishedPackages()) {
  const { dependencies, peerDependencies, optionalDependencies } = manifest;
  const installed = Object.keys({ ...dependencies, ...peerDependencies, ...optionalDependencies });
  for (const dependency of [...installed, ...bundledPackages(directory).map((bundled) => bundled.name)])
    brought.add(`${name} ${dependency}`);
}

for (const pair of brought) if (!defended.has(pair)) problems.push(`${document}: no line defends ${pair}`);
for (const [pair, line] of defended)
  if (!brought.has(pair)) problems.push(`${line}: ${pair} is not brought along`);
report('dependencies', problems, `${brought.size} defended`);
