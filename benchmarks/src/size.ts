import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Plugin } from 'esbuild';
import { browserHints } from '../../packages/browser/src/hints.ts';
import { clientHints } from '../../packages/core/src/errors/client-hints.ts';
import { english } from '../../packages/core/src/errors/english.ts';
import { issueTexts } from '../../packages/core/src/errors/issue-texts.ts';
import type { Row, Section } from './table.ts';

interface Bundle {
  readonly what: string;
  readonly code: string;
  /** Bytes. */
  readonly budget?: number;
  readonly plugins?: Plugin[];
}

const pageClient = "export { createClient } from '@turbosmtp-auth/browser'";
const api = "export { createApi } from '@turbosmtp-auth/browser/api'";

const sentences = new Set(
  [english, clientHints, issueTexts, browserHints]
    .flatMap((texts) => Object.values(texts).flat())
    .filter(isText),
);

/** Empties the sentences of the errors, which an application may replace by its own, or never show. */
const withoutErrorTexts: Plugin = {
  name: 'without-error-texts',
  setup({ onLoad, onEnd }) {
    let emptied = 0;
    onLoad({ filter: /[\\/](?:core|browser)[\\/]dist[\\/].*\.js$/ }, async ({ path }) => {
      let contents = await readFile(path, 'utf8');
      for (const sentence of sentences) {
        const parts = contents.split(JSON.stringify(sentence));
        emptied += parts.length - 1;
        contents = parts.join('""');
      }
      return { contents };
    });
    onEnd(() => {
      if (emptied < sentences.size) throw new Error('the error texts were not found in the build');
    });
  },
};

const bundles: readonly Bundle[] = [
  { what: 'page client with its sealed store', code: pageClient, budget: 20_500 },
  { what: 'the same, error texts apart', code: pageClient, plugins: [withoutErrorTexts] },
  { what: 'the same, with `createApi`', code: `${pageClient}; ${api}` },
  { what: '`createApi` alone', code: api },
  {
    what: 'popup or content script of an extension',
    code: "export { connectClient } from '@turbosmtp-auth/browser/extension'",
    budget: 3000,
  },
  {
    what: 'background of an extension',
    code: "export { createClient, serveClient } from '@turbosmtp-auth/browser/extension'",
    budget: 23_500,
  },
  { what: 'all of core', code: "export * from '@turbosmtp-auth/core'" },
  {
    what: 'error classes, codes and guards',
    code: "export * from '@turbosmtp-auth/core/errors'",
    budget: 1000,
  },
  {
    what: '`checkPassword` and `validatePassword`',
    code: "export { checkPassword, validatePassword } from '@turbosmtp-auth/core/password'",
    budget: 700,
  },
  {
    what: 'the same, with `generatePassword`',
    code: "export { checkPassword, generatePassword, validatePassword } from '@turbosmtp-auth/core/password'",
    budget: 900,
  },
  { what: 'password module alone', code: "export * from '@turbosmtp-auth/core/password'" },
  { what: 'axios', code: "export { default } from 'axios'" },
  { what: 'ky', code: "export { default } from 'ky'" },
  { what: 'ofetch', code: "export { ofetch } from 'ofetch'" },
  { what: 'openapi-fetch', code: "export { default } from 'openapi-fetch'" },
];

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

async function measure({ code, plugins = [] }: Bundle): Promise<{ minified: number; gzipped: number }> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: join(import.meta.dirname, '..') },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2023',
    legalComments: 'none',
    logLevel: 'error',
    plugins,
  });
  const [file] = outputFiles;
  if (!file) throw new Error('esbuild wrote nothing');
  return { minified: file.contents.length, gzipped: gzipSync(file.contents, { level: 9 }).length };
}

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(2)} kB`;

/** Bytes of what a page downloads: bundled, minified and gzipped, with the budgets of the design. */
export async function measureSizes(): Promise<Section> {
  const rows: Row[] = [];
  for (const bundle of bundles) {
    const { minified, gzipped } = await measure(bundle);
    const { budget } = bundle;
    rows.push({
      what: bundle.what,
      value: gzipped / 1000,
      figure: `${kilobytes(gzipped)} gzipped`,
      compared: `${kilobytes(minified)} minified`,
      ...(budget !== undefined && { budget: kilobytes(budget), met: gzipped <= budget }),
    });
  }
  return { title: 'Size of a bundle (esbuild, minified, gzip -9)', rows };
}
