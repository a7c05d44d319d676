import { join } from 'node:path';
import { type DefaultTheme, defineConfig } from 'vitepress';
import { entriesToDescribe } from '../src/entries.ts';
import { pagesOfTheSite } from '../src/pages.ts';
import { app, base, repository, site } from '../src/places.ts';

const groups = pagesOfTheSite();

const guides: DefaultTheme.SidebarItem[] = groups.map(({ title, pages, collapsed }) => ({
  text: title,
  items: pages.map((page) => ({ text: page.title, link: `/${page.path}` })),
  ...(collapsed ? { collapsed } : {}),
}));

/** The entries, each package under its name. Their members are listed on their own pages: every page holds its whole sidebar. */
const reference: DefaultTheme.SidebarItem[] = Object.entries(
  Object.groupBy(entriesToDescribe(), ({ folder }) => folder.split('/')[0] ?? ''),
).map(([folder, entries = []]) => ({
  text: `@turbosmtp-auth/${folder}`,
  items: entries.map((entry) => ({
    text: entry.subpath === '.' ? 'main entry' : entry.subpath.slice(1),
    link: `/reference/${entry.folder}/`,
  })),
}));

/** What GitHub makes of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .trim()
    .replaceAll(/[^\p{L}\p{N}\p{M}\s_-]/gu, '')
    .replaceAll(/\s/g, '-');

export default defineConfig({
  title: 'turbosmtp-auth',
  description: 'A library that gets, keeps, renews and revokes API keys for turboSMTP.',
  lang: 'en',
  base,
  srcDir: '.content',
  outDir: site,
  cacheDir: join(app, '.vitepress/cache'),
  cleanUrls: true,
  // The one large file is the index of the search, which is loaded when somebody searches.
  vite: { build: { target: 'es2022', chunkSizeWarningLimit: 4000 } },
  // Anchors are those of GitHub, where the same documents are read: an underscore stays.
  // The usual light theme has reds that are too pale to read.
  markdown: {
    anchor: { slugify: anchorOf },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark' },
  },
  head: [
    ['link', { rel: 'icon', type: 'image/svg+xml', href: `${base}icon.svg` }],
    ['meta', { name: 'referrer', content: 'no-referrer' }],
  ],
  // The playground is laid inside after the build, and the test of the site follows every link.
  ignoreDeadLinks: [/^\/playground\//],
  themeConfig: {
    nav: [
      { text: 'First steps', link: '/start' },
      { text: 'Reference', link: '/reference/', activeMatch: '^/reference/' },
      { text: 'Errors', link: '/errors' },
      { text: 'Playground', link: '/playground/', target: '_self' },
    ],
    sidebar: { '/reference/': [{ text: 'API reference', link: '/reference/' }, ...reference], '/': guides },
    outline: [2, 3],
    search: { provider: 'local', options: { detailedView: true } },
    editLink: {
      text: 'Edit this page',
      pattern: ({ frontmatter }) =>
        `https://github.com/turbosmtp-auth/turbosmtp-auth/edit/main/${frontmatter['source']}`,
    },
    socialLinks: [{ icon: 'github', link: repository }],
    footer: { message: 'MIT licence. An independent project, not the vendor’s.' },
  },
});
