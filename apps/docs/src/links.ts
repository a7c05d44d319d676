// The documents link to each other as files of the repository, so that they can be read there too. On the site such a link
// leads to the page that the file became, or to the file on GitHub.
import { existsSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { Page } from './pages.ts';
import { repository, root } from './places.ts';

const fences = /^( *)(`{3,})[^\n]*\n[\s\S]*?^\1\2[ \t]*$/gm;

/** A text with its blocks of code as they are, and the rest changed. */
function outsideBlocks(text: string, change: (prose: string) => string): string {
  let result = '';
  let end = 0;
  for (const { 0: block, index } of text.matchAll(fences)) {
    result += change(text.slice(end, index)) + block;
    end = index + block.length;
  }
  return result + change(text.slice(end));
}

/** The places that a document's links may lead to on the site, by the files that they name. */
export type Places = ReadonlyMap<string, string>;

export function placesOf(pages: readonly Page[]): Places {
  return new Map(pages.map(({ source, path }) => [source, path]));
}

const own = new RegExp(`^${repository}/(?:blob|tree)/main/`);

/** Where the link of a document leads on the site. Throws an `Error` if it leads nowhere. */
function linkOnSite(link: string, source: string, places: Places): string {
  const inRepository = link.replace(own, '');
  if (/^(?:[a-z]+:|#)/.test(inRepository)) return link;
  const [file = '', fragment] = inRepository.split('#');
  const target = posix.join(inRepository === link ? posix.dirname(source) : '.', file).replace(/\/$/, '');
  const place = places.get(target) ?? places.get(`${target}/README.md`);
  const anchor = fragment === undefined ? '' : `#${fragment}`;
  if (place !== undefined) return `/${place}${anchor}`;
  if (target === 'docs/decisions') return '/decisions/';
  if (!existsSync(join(root, target))) throw new Error(`${source} links to ${link}, which does not exist.`);
  const kind = statSync(join(root, target)).isDirectory() ? 'tree' : 'blob';
  return `${repository}/${kind}/main/${target}${anchor}`;
}

/** A document with links that are right on the site. `image` is told the file of each image, and says where it lies there. */
export function withSiteLinks(
  text: string,
  source: string,
  places: Places,
  image: (file: string) => string,
): string {
  return outsideBlocks(text, (prose) =>
    prose.replace(
      /(!?)(\[(?:[^\]`]|`[^`]*`)*\])\(([^()\s]+)\)/g,
      (_, bang: string, label: string, link: string) =>
        bang && !/^https?:/.test(link)
          ? `!${label}(${image(posix.join(posix.dirname(source), link))})`
          : `${bang}${label}(${linkOnSite(link, source, places)})`,
    ),
  );
}
