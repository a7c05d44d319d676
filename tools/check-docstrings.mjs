// Every public member has a docstring, as those who import a package see it: in the declarations that are built. A function
// that can reject says with what, one that people call shows how, and an option has its default or is required.
import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { missingDocs, namesDeclaredIn } from './docstrings.mjs';
import { publishedPackages, report } from './published-packages.mjs';
import { root } from './toolchain.mjs';

// They are bundled into core's declarations, in the words of their authors.
const others = globSync('packages/core/node_modules/ofetch/dist/**/*.d.ts', { cwd: root }).flatMap((file) =>
  namesDeclaredIn(file, readFileSync(join(root, file), 'utf8')),
);

const packages = publishedPackages();
const problems = packages.flatMap(({ directory, entries }) => {
  const files = entries.map(({ types }) => join(directory, types));
  return missingDocs(directory, files, others).map((each) => `${relative(root, directory)}: ${each}`);
});
report('docstrings', problems, `${packages.length} packages say what their members do`);
