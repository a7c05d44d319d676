import { describeError, type ErrorTexts, type HintTable, hintsOf, storageError } from '@turbosmtp-auth/core';
import * as coreGerman from '@turbosmtp-auth/core/locales/de';
import * as coreSpanish from '@turbosmtp-auth/core/locales/es';
import * as coreFrench from '@turbosmtp-auth/core/locales/fr';
import * as coreItalian from '@turbosmtp-auth/core/locales/it';
import { describe, expect, test } from 'vitest';
import { factsIn, saidBy } from '../../../tools/translated-hints.ts';
import { denoHints } from '../src/hints.ts';
import * as french from '../src/locales/french.ts';
import * as german from '../src/locales/german.ts';
import * as italian from '../src/locales/italian.ts';
import * as spanish from '../src/locales/spanish.ts';

const locales: readonly { name: string; texts: ErrorTexts; own: object; core: object }[] = [
  { name: 'italian', texts: italian.italian, own: italian, core: coreItalian },
  { name: 'spanish', texts: spanish.spanish, own: spanish, core: coreSpanish },
  { name: 'french', texts: french.french, own: french, core: coreFrench },
  { name: 'german', texts: german.german, own: german, core: coreGerman },
];

const inEnglish: HintTable = denoHints;
const reasons = Object.keys(inEnglish);

describe.each(locales)('the hints in $name', ({ name, texts, own, core }) => {
  const hints = texts.reasons ?? {};

  test('are for every reason of this package, beside the texts of core', () => {
    const added = Object.fromEntries(reasons.map((reason) => [reason, hints[reason]]));
    const { [name]: ofCore, ...password } = core as Record<string, ErrorTexts>;
    expect({ ...own }).toEqual({
      ...password,
      [name]: { ...ofCore, reasons: { ...ofCore?.reasons, ...added } },
    });
    expect(Object.keys(ofCore?.reasons ?? {})).not.toHaveLength(0);
  });

  test.each(reasons)('%s names what it names in English', (reason) => {
    const said = saidBy(hints[reason] ?? '');
    expect(said.map(factsIn)).toEqual(saidBy(inEnglish[reason] ?? '').map(factsIn));
    for (const sentence of said) expect(sentence).toMatch(/^\p{Lu}.*[^.!?\s]\.$/u);
  });

  test.each(reasons)('describes an error by %s', (reason) => {
    const values = { code: 'ENOTFOUND', status: 418, source: 'VARIABLE', flag: '--allow-net' };
    const hint = hintsOf(inEnglish)(reason, ...([values] as never)); // more than any reason takes
    const sentence = hints[reason] as string | ((given: typeof values) => string); // the same for each language
    const said = typeof sentence === 'string' ? sentence : sentence(values);
    expect(describeError(storageError('storage_denied', hint), texts)).toBe(
      `${texts.storage_denied[0]} ${said}`,
    );
  });
});

test('no two languages share a hint', () => {
  const all = [inEnglish, ...locales.map(({ texts }) => texts.reasons ?? {})];
  for (const reason of reasons) {
    const said = all.flatMap((hints) => [...new Set(saidBy(hints[reason] ?? ''))]);
    expect(new Set(said).size, reason).toBe(said.length);
  }
});
