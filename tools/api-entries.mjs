// What each entry of a package declares, as its build would publish it. Part of check-api.mjs.
import { mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'tsdown';
import { readDeclarations } from './api-declarations.mjs';
import { root } from './toolchain.mjs';

/** `.` is index, `./password` is password. */
const reportName = (subpath) => (subpath === '.' ? 'index' : subpath.slice(2).replaceAll('/', '-'));

/** What the package's own build does to the declarations of others. */
async function pluginsOf(directory) {
  const { default: configs } = await import(pathToFileURL(join(directory, 'tsdown.config.ts')));
  return [configs].flat().flatMap(({ plugins = [] }) => plugins);
}

/** One build for one entry: bundling the entries together would share chunks, whose names change with every build. */
async function declarations(directory, source) {
  const outDir = mkdtempSync(join(root, 'node_modules', '.api-'));
  const found = [];
  try {
    await build({
      config: false,
      cwd: directory,
      tsconfig: join(
        dirname(source) === '.' || source.startsWith('src') ? '.' : dirname(source),
        'tsconfig.json',
      ),
      entry: { api: source },
      outDir,
      format: 'esm',
      platform: 'neutral',
      dts: { generator: 'oxc', emitDtsOnly: true },
      fixedExtension: false,
      logLevel: 'silent',
      plugins: [
        ...(await pluginsOf(directory)),
        {
          name: 'declarations',
          generateBundle(_, bundle) {
            for (const chunk of Object.values(bundle))
              if (chunk.fileName.endsWith('.d.ts'))
                found.push(readDeclarations(this.parse.bind(this), chunk));
          },
        },
      ],
    });
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
  if (found.length !== 1)
    throw new Error(`${source}: expected one file of declarations, got ${found.length}`);
  return found[0];
}

/** What an entry of a package declares, with the name of its report. */
export async function readEntry(directory, { subpath, source }) {
  return { name: reportName(subpath), ...(await declarations(directory, source)) };
}
