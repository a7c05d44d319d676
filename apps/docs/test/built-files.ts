// The built site as files: what its pages link to, and what of that does not exist.
import { globSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { base } from '../src/places.ts';

/** The files of a site by their paths, with `/` between folders. Of the playground only the names count. */
export function readSite(folder: string): Map<string, string> {
  return new Map(
    globSync('**/*.*', { cwd: folder }).map((name) => {
      const file = name.replaceAll('\\', '/');
      const isText = /\.(html|md|txt|css)$/.test(file) && !file.startsWith('playground/');
      return [file, isText ? readFileSync(posix.join(folder, file), 'utf8') : ''];
    }),
  );
}

const decode = (text: string): string =>
  text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'");

/** Where a page, or a text for programs, leads: each link once. */
function linksOf(file: string, text: string): Set<string> {
  const pattern = file.endsWith('.html') ? /\s(?:href|src)="([^"]*)"/g : /\]\(([^()\s]+)\)/g;
  const source = file.endsWith('.html')
    ? text
    : text.replace(/^( *)(`{3,})[^\n]*\n[\s\S]*?^\1\2[ \t]*$/gm, '');
  return new Set([...source.matchAll(pattern)].map(([, link = '']) => decode(link)));
}

/** Every link of the site to itself that leads nowhere, with the page it is on. */
export function brokenLinks(site: ReadonlyMap<string, string>): string[] {
  const anchors = new Map<string, Set<string>>();
  const anchorsOf = (file: string): Set<string> => {
    const known = anchors.get(file);
    if (known) return known;
    const found = new Set(
      [...(site.get(file) ?? '').matchAll(/\sid="([^"]*)"/g)].map(([, id = '']) => decode(id)),
    );
    anchors.set(file, found);
    return found;
  };
  const fileAt = (path: string): string | undefined =>
    [path, `${path}.html`, posix.join(path, 'index.html')].find((file) => site.has(file));

  const problems: string[] = [];
  for (const [file, text] of site) {
    if (!/\.(html|md|txt)$/.test(file)) continue;
    const address = new URL(file.replace(/(?:index)?\.html$/, ''), `https://site.invalid${base}`);
    for (const link of linksOf(file, text)) {
      const { origin, pathname, hash } = new URL(link, address);
      if (origin !== address.origin) continue;
      const target = pathname.startsWith(base)
        ? fileAt(decodeURIComponent(pathname.slice(base.length)))
        : undefined;
      // The anchors of a markdown copy are those of its page.
      const page = target?.replace(/\.md$/, '.html') ?? '';
      if (target === undefined) problems.push(`${file}: ${link} leads nowhere`);
      else if (hash.length > 1 && !anchorsOf(page).has(decodeURIComponent(hash.slice(1))))
        problems.push(`${file}: ${link} names no place of ${page}`);
    }
  }
  return problems;
}

/** What pages and styles would load from another host, with the file that asks for it. */
export function loadedFromElsewhere(site: ReadonlyMap<string, string>): string[] {
  const problems: string[] = [];
  for (const [file, text] of site) {
    const asked = file.endsWith('.html')
      ? [
          ...text.matchAll(
            /<(?:script|img|iframe|source|link)\b[^>]*\s(?:src|href)="((?:https?:)?\/\/[^"]*)"/g,
          ),
        ]
      : file.endsWith('.css')
        ? [...text.matchAll(/(?:url\(|@import )["']?((?:https?:)?\/\/[^"')]*)/g)]
        : [];
    problems.push(...asked.map(([, address]) => `${file}: ${address}`));
  }
  return problems;
}
