// Builds the site into dist/: the documents of the repository and the reference become pages, VitePress makes a site of them, and
// the playground, which is built by then, is laid inside.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { build } from 'vitepress';
import { placesOf, withSiteLinks } from './links.ts';
import { writeTextsForPrograms } from './llms.ts';
import { type Page, pagesOfTheSite } from './pages.ts';
import { app, content, root, site } from './places.ts';
import { writeReference } from './reference.ts';

const write = (path: string, text: string): void => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};

/** Lays an image into the site, and says where. */
function image(file: string): string {
  const place = `images/${file.replaceAll('/', '-')}`;
  cpSync(join(root, file), join(content, 'public', place));
  return `/${place}`;
}

const groups = pagesOfTheSite();
const pages = groups.flatMap((group) => group.pages);
const places = placesOf(pages);

const read = (source: string): string =>
  readFileSync(join(root, source), 'utf8').replace(/^<!--[\s\S]*?-->\s*/, '');
const onSite = (text: string, source: string): string => withSiteLinks(text, source, places, image);

/** The document whose change would change the page: errors.md is written by a tool. */
const editable = (source: string): string =>
  source === 'docs/errors.md' ? 'tools/generate-errors-doc.mjs' : source;

function writePage({ source, path, title }: Page): void {
  const text = read(source).replace(/^# turbosmtp-auth$/m, `# ${title}`);
  write(join(content, `${path}.md`), `---\nsource: ${editable(source)}\n---\n\n${onSite(text, source)}`);
}

/** What stands in the README between its title and the word on the playground: the summary, and lines that run. */
function firstScreen(): { summary: string; code: string } {
  const [, summary, code] =
    /^# .+\n\n([\s\S]+?)\n\n(```sh[\s\S]+?\n)To try every flow/m.exec(read('README.md')) ?? [];
  if (summary === undefined || code === undefined)
    throw new Error('The README does not begin with a summary, a command that installs, and lines that run.');
  return { summary: summary.replaceAll('\n', ' '), code };
}

const { summary, code } = firstScreen();
rmSync(content, { recursive: true, force: true });
rmSync(site, { recursive: true, force: true });
for (const page of pages) writePage(page);
const home = readFileSync(join(app, 'home.md'), 'utf8');
write(join(content, 'index.md'), home.replace('<!-- the first lines of the README -->', code));
const decisions = groups.find(({ title }) => title === 'Decisions')?.pages ?? [];
write(
  join(content, 'decisions/index.md'),
  `---\neditLink: false\n---\n\n# Decisions\n\nFor each decision: its context, the choice, and what we gave up.\n\n${decisions
    .map(({ title, path }) => `- [${title}](/${path})`)
    .join('\n')}\n`,
);
mkdirSync(join(content, 'public'), { recursive: true });
cpSync(join(root, 'apps/playground/public/icon.svg'), join(content, 'public/icon.svg'));
cpSync(join(root, 'docs/openapi.json'), join(content, 'public/openapi.json'));
await writeReference();

await build(app);

const playground = join(root, 'apps/playground/dist');
if (!existsSync(join(playground, 'index.html')))
  throw new Error(
    'The playground is not built: run `turbo run build --filter=@turbosmtp-auth/docs...` instead.',
  );
cpSync(playground, join(site, 'playground'), { recursive: true });
writeTextsForPrograms(groups, summary);
console.log(`docs: ${pages.length} guides in ${basename(site)}/`);
