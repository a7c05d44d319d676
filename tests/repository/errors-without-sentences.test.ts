import { english } from '@turbosmtp-auth/core';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

/** What a bundler makes of an import. */
async function bundled(code: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}

const sentences = Object.values(english).flat();
const inside = (text: string): unknown[] => sentences.filter((sentence) => text.includes(String(sentence)));

test('the entry of errors has classes, codes and guards, and not one sentence', async () => {
  const text = await bundled("export * from '@turbosmtp-auth/core/errors'");
  for (const name of ['SignedOutError', 'isErrorOf', 'isTurboSMTPAuthError', 'token_is_invalid'])
    expect(text).toContain(name);
  expect(inside(text)).toEqual([]);
  expect(text).not.toMatch(/"[A-Z][^"]* [^"]*\."/);
});

test('and the whole of core has them all', async () => {
  expect(inside(await bundled("export * from '@turbosmtp-auth/core'"))).toEqual(sentences);
});
