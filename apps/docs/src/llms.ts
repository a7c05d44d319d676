// For programs that read: llms.txt lists the pages, each page has its markdown beside it, and llms-full.txt holds all guides.
import { cpSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Group } from './pages.ts';
import { base, content, site } from './places.ts';

/** A page as plain markdown, with links to the markdown of the others. */
function plain(file: string): string {
  const text = readFileSync(join(content, file), 'utf8').replace(/^---\n[\s\S]*?\n---\n+/, '');
  return text.replace(/\]\(\/([^()\s#]*)(#[^()\s]*)?\)/g, (_, path: string, anchor = '') => {
    if (path.startsWith('images/')) return `](${base}${path})`;
    const place = path.replace(/\.md$/, '');
    return `](${base}${place === '' || place.endsWith('/') ? `${place}index` : place}.md${anchor})`;
  });
}

export function writeTextsForPrograms(groups: readonly Group[], summary: string): void {
  for (const file of globSync('**/*.md', { cwd: content })) {
    cpSync(join(content, file), join(site, file));
    writeFileSync(join(site, file), plain(file));
  }
  const sections = groups.map(
    ({ title, pages }) =>
      `## ${title}\n\n${pages.map((page) => `- [${page.title}](${base}${page.path}.md)`).join('\n')}\n`,
  );
  const reference = `## Reference\n\n- [API reference](${base}reference/index.md): every export of every package\n`;
  writeFileSync(
    join(site, 'llms.txt'),
    `# turbosmtp-auth\n\n> ${summary}\n\n${sections.join('\n')}\n${reference}`,
  );
  const guides = groups.flatMap(({ pages }) =>
    pages.map(({ path }) =>
      // What leads to a place of the page itself would lead nowhere in a text of many pages.
      plain(`${path}.md`).replaceAll('](#', `](${base}${path}.md#`),
    ),
  );
  writeFileSync(join(site, 'llms-full.txt'), guides.join('\n\n'));
}
