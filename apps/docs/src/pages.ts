// Which documents of the repository are pages of the site, where, and in which order.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './places.ts';

export interface Page {
  /** The document, from the root of the repository. */
  readonly source: string;
  /** Its place on the site, without an extension. */
  readonly path: string;
  readonly title: string;
}

export interface Group {
  readonly title: string;
  readonly pages: readonly Page[];
  /** The sidebar shows it closed. */
  readonly collapsed?: boolean;
}

/** The first heading of a document, without the marks of code. */
function titleOf(source: string): string {
  const [, title] = /^# (.+)$/m.exec(readFileSync(join(root, source), 'utf8')) ?? [];
  if (title === undefined) throw new Error(`${source} has no heading of the first level.`);
  return title.replaceAll('`', '');
}

const page = (source: string, path: string, title = titleOf(source)): Page => ({ source, path, title });
const guide = (name: string): Page => page(`docs/${name}.md`, name);

const everyOf = (pattern: string, path: (name: string) => string): Page[] =>
  globSync(pattern, { cwd: root, exclude: ['**/node_modules'] })
    .map((source) => source.replaceAll('\\', '/'))
    .sort()
    .map((source) => page(source, path(source.split('/').at(source.endsWith('README.md') ? -2 : -1) ?? '')));

const groups: readonly Group[] = [
  {
    title: 'Start',
    pages: [
      page('README.md', 'start', 'First steps'),
      ...['which-package', 'quickstarts', 'from-python-and-php', 'questions'].map(guide),
    ],
  },
  {
    title: 'Use it',
    pages: ['sending', 'recipes', 'cli', 'extensions', 'integrations', 'testing', 'errors'].map(guide),
  },
  {
    title: 'Operate it',
    pages: ['deployment', 'storage', 'proxies', 'observability', 'compatibility'].map(guide),
  },
  {
    title: 'Understand it',
    pages: [
      ...['security', 'architecture', 'dependencies'].map(guide),
      page('benchmarks/README.md', 'benchmarks'),
    ],
  },
  { title: 'Packages', pages: everyOf('packages/*/README.md', (name) => `packages/${name}`) },
  { title: 'Examples', pages: everyOf('examples/*/README.md', (name) => `examples/${name}`) },
  {
    title: 'Decisions',
    pages: everyOf('docs/decisions/*.md', (name) => `decisions/${name.replace('.md', '')}`),
    collapsed: true,
  },
  {
    title: 'Work on it',
    pages: [
      page('CONTRIBUTING.md', 'contributing'),
      guide('releasing'),
      page('SECURITY.md', 'vulnerabilities'),
    ],
    collapsed: true,
  },
];

/** The pages in the order of the sidebar. A document of docs/ that none of them is would be missing from the site. */
export function pagesOfTheSite(): readonly Group[] {
  const sources = new Set(groups.flatMap(({ pages }) => pages.map(({ source }) => source)));
  const missing = globSync('docs/**/*.md', { cwd: root })
    .map((source) => source.replaceAll('\\', '/'))
    .filter((source) => !sources.has(source));
  if (missing.length > 0) throw new Error(`Give ${missing.join(', ')} a place in apps/docs/src/pages.ts.`);
  return groups;
}
