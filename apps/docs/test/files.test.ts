import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { entriesToDescribe } from '../src/entries.ts';
import { pagesOfTheSite } from '../src/pages.ts';
import { base, repository, root, site } from '../src/places.ts';
import { brokenLinks, loadedFromElsewhere, readSite } from './built-files.ts';

const files = readSite(site);
/** What is found on one page of the site, which is added to it. The texts of the others do not count, but for that of errors. */
const brokenOn = (name: string, text: string): string[] =>
  brokenLinks(
    new Map([
      ...[...files].map(([file, old]) => [file, file === 'errors.html' ? old : ''] as const),
      [name, text],
    ]),
  ).filter((problem) => problem.startsWith(`${name}:`));
const pages = pagesOfTheSite().flatMap((group) => group.pages);

describe('the links of the site', () => {
  it('lead somewhere, anchors included', () => {
    expect(files.size).toBeGreaterThan(pages.length);
    expect(brokenLinks(files)).toEqual([]);
  });

  it.each([
    ['a page that does not exist', `<a href="${base}nowhere">`],
    ['an anchor that does not exist', `<a href="${base}errors#nowhere">`],
    ['an anchor of the page itself', '<a href="#nowhere">'],
    ['a relative address', '<a href="./nowhere">'],
    ['an address outside the base', '<a href="/errors">'],
    ['an image', `<img src="${base}nowhere.png">`],
  ])('would be found out if they led to %s', (_, html) => {
    expect(brokenOn('page.html', html)).toHaveLength(1);
  });

  it('would be found out in the texts for programs', () => {
    expect(brokenOn('page.md', `[x](${base}nowhere.md)`)).toHaveLength(1);
    expect(brokenOn('page.md', `[x](${base}errors.md#nowhere)`)).toHaveLength(1);
    expect(brokenOn('page.md', `[x](${base}errors.md#network)`)).toEqual([]);
  });

  it.each(['page.md', 'llms-full.txt'])(
    'would be found out in %s if they led to files of the repository',
    (file) => {
      expect(brokenOn(file, '[x](../packages/browser/README.md)')).toHaveLength(1);
      expect(brokenOn(file, '[x](../packages/browser/README.md#install)')).toHaveLength(1);
      expect(brokenOn(file, '[some words\non two lines](../CONTRIBUTING.md)')).toHaveLength(1);
      expect(brokenOn(file, '![x](images/nowhere.png)')).toHaveLength(1);
    },
  );
});

describe('the pages', () => {
  it('load nothing from another host', () => {
    expect(loadedFromElsewhere(files)).toEqual([]);
  });

  it.each([
    ['page.html', '<script async src="https://host.invalid/x.js">'],
    ['page.html', '<link rel="stylesheet" href="//host.invalid/x.css">'],
    ['page.css', '@font-face { src: url("https://host.invalid/x.woff2") }'],
    ['page.css', '@import "https://host.invalid/x.css";'],
  ])('would be found out if they did: %s %s', (file, text) => {
    expect(loadedFromElsewhere(new Map([[file, text]]))).toHaveLength(1);
  });

  it.each(pages.map(({ path, source }) => [path, source] as const))('have a link to edit %s', (path) => {
    const [, edited = ''] =
      new RegExp(`href="${repository}/edit/main/([^"]+)"`).exec(files.get(`${path}.html`) ?? '') ?? [];
    expect(existsSync(join(root, edited)), edited).toBe(true);
  });

  it('have an anchor for each code of an error', () => {
    const codes = [
      ...readFileSync(join(root, 'docs/errors.md'), 'utf8').matchAll(/^### ([a-z0-9]+_[a-z0-9_]+)$/gm),
    ];
    expect(codes.length).toBeGreaterThan(30);
    const page = files.get('errors.html') ?? '';
    expect(codes.filter(([, code]) => !page.includes(`id="${code}"`))).toEqual([]);
  });
});

describe('the reference', () => {
  it.each(entriesToDescribe().map(({ specifier, folder }) => [specifier, folder] as const))(
    'has a page of %s',
    (specifier, folder) => {
      expect(files.get(`reference/${folder}/index.html`)).toContain(specifier);
    },
  );

  it('says what an option does', () => {
    expect(files.get('reference/core/interfaces/CallOptions.html')).toContain('id="signal"');
  });
});

describe('llms.txt', () => {
  it.each(pages.map(({ path }) => path))('names %s, and its text lies beside it', (path) => {
    expect(files.get('llms.txt')).toContain(`](${base}${path}.md)`);
    expect(files.get(`${path}.md`)).toMatch(/^# /);
  });
});
