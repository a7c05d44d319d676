// The API reference: a page for each export of each entry, made by TypeDoc of the declarations that are built, which are what
// those who import a package see.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Application, type TypeDocOptions } from 'typedoc';
import type { PluginOptions } from 'typedoc-plugin-markdown';
import { type Entry, entriesToDescribe, purposeOf } from './entries.ts';
import { app, content, repository, root } from './places.ts';

/** The folder of the reference among the pages. */
const reference = 'reference';

/** What an entry passes on from another one is a line each, and not a section each. */
function shortened(page: string): string {
  const [start, references] = page.split('\n## References\n');
  if (references === undefined) return page;
  const lines = [...references.matchAll(/^Re-exports (.+)$/gm)].map(([, link]) => `- ${link}`);
  return `${start}\n## Also exported here\n\n${lines.join('\n')}\n`;
}

/** TypeDoc names an entry after its file, without what all of them begin with. */
function specifierOf(entries: readonly Entry[], name: string): string {
  const file = ({ types }: Entry): string =>
    relative(join(root, 'packages'), types)
      .replaceAll('\\', '/')
      .replace(/(?:\/index)?\.d\.ts$/, '');
  const entry = entries.find((each) => file(each) === name);
  if (!entry) throw new Error(`TypeDoc describes ${name}, which is no entry of a package.`);
  return entry.specifier;
}

/** The first page of the reference. */
function overview(entries: readonly Entry[]): string {
  const rows = entries.map(
    (entry) => `| [\`${entry.specifier}\`](/${reference}/${entry.folder}/index.md) | ${purposeOf(entry)} |`,
  );
  return `---
editLink: false
---

# API reference

Each page is made from the docstrings of the published declarations. What a package passes on from core is described on the pages of
core. Most programs start with [\`Client\`](/${reference}/core/interfaces/Client.md), the
[options of a client](/${reference}/core/interfaces/ClientOptions.md) and the [options of a call](/${reference}/core/interfaces/CallOptions.md).

Some docstrings cite the contract, for example \`(contract, "POST /authorize")\`. The contract is the documented behaviour of the service.
[openapi.json](${repository}/blob/main/docs/openapi.json) describes its operations, and
[tests/contract](${repository}/tree/main/tests/contract) holds them as a table that core and the sandbox are tested against.

| import from | it holds |
| --- | --- |
${rows.join('\n')}
`;
}

/** A page that begins with the line that imports what it describes. */
function withImport(page: string, file: string, entries: readonly Entry[]): string {
  const [, folder, kind, name] =
    /^(.+)\/(interfaces|type-aliases|functions|variables|classes)\/(.+)\.md$/.exec(file) ?? [];
  const entry = entries.find((each) => each.folder === folder);
  if (!entry) return page;
  const verb = kind === 'interfaces' || kind === 'type-aliases' ? 'import type' : 'import';
  return page.replace(
    /^# .+\n/m,
    (heading) => `${heading}\n\`\`\`ts\n${verb} { ${name} } from '${entry.specifier}';\n\`\`\`\n`,
  );
}

/** Writes the pages of the reference. */
export async function writeReference(): Promise<void> {
  const entries = entriesToDescribe();
  const out = join(content, reference);
  const options: Partial<TypeDocOptions & PluginOptions> = {
    entryPoints: entries.map(({ types }) => types),
    plugin: ['typedoc-plugin-markdown'],
    tsconfig: join(app, 'tsconfig.json'),
    // Names of Deno's and the extension's platforms are not known here. The build of each package has checked them.
    skipErrorChecking: true,
    disableSources: true,
    name: 'API reference',
    readme: 'none',
    sort: ['alphabetical'],
    entryFileName: 'index.md',
    publicPath: `/${reference}/`,
    excludeScopesInPaths: true,
    hidePageHeader: true,
    indexFormat: 'table',
    useCodeBlocks: true,
    useHTMLEncodedBrackets: true,
    pageTitleTemplates: { index: 'API reference', module: '{name}', member: '{name}' },
    outputs: [{ name: 'markdown', path: out }],
    logLevel: 'Warn',
    treatWarningsAsErrors: true,
  };
  const application = await Application.bootstrapWithPlugins(options, []);
  const project = await application.convert();
  if (project === undefined) throw new Error('TypeDoc could not read the declarations.');
  for (const module of project.children ?? []) module.name = specifierOf(entries, module.name);
  await application.generateOutputs(project);
  if (application.logger.hasErrors() || application.logger.hasWarnings())
    throw new Error('TypeDoc has complaints: they stand above.');
  for (const file of globSync('**/*.md', { cwd: out })) {
    const path = join(out, file);
    const page = withImport(shortened(readFileSync(path, 'utf8')), file.replaceAll('\\', '/'), entries);
    writeFileSync(path, `---\neditLink: false\n---\n\n${page}`);
  }
  writeFileSync(join(out, 'index.md'), overview(entries));
}
