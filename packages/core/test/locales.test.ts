import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { errorOf } from '../src/errors/build.ts';
import type { ErrorCode } from '../src/errors/codes.ts';
import { describeError } from '../src/errors/describe-error.ts';
import { type ErrorTexts, english } from '../src/errors/english.ts';
import { TurboSMTPAuthError } from '../src/errors/errors.ts';
import { french, frenchPassword } from '../src/locales/french.ts';
import { german, germanPassword } from '../src/locales/german.ts';
import { italian, italianPassword } from '../src/locales/italian.ts';
import { spanish, spanishPassword } from '../src/locales/spanish.ts';
import { MIN_LENGTH } from '../src/password-rules/password-rules.ts';
import type { PasswordTexts } from '../src/password-rules/password-texts.ts';
import { validatePassword } from '../src/password-rules/validate-password.ts';

const locales = [
  { subpath: './locales/it', name: 'italian', texts: italian, password: italianPassword },
  { subpath: './locales/es', name: 'spanish', texts: spanish, password: spanishPassword },
  { subpath: './locales/fr', name: 'french', texts: french, password: frenchPassword },
  { subpath: './locales/de', name: 'german', texts: german, password: germanPassword },
];

const codes = Object.keys(english) as ErrorCode[]; // english is typed to have these, and no `otherError`
const identifiers = (sentence: string) => (sentence.match(/`[^`]*`/g) ?? []).sort();
const numbers = (sentence: string) => sentence.match(/\d+/g) ?? [];

/** The English of every rule, from the two ways of breaking some of them. */
const englishPassword = Object.fromEntries(
  [
    ...validatePassword({ password: '' }),
    ...validatePassword({ password: '_', confirm: '', current: '_' }),
  ].map(({ rule, description }) => [rule, description]),
);

/** Every sentence of a language, with the language. */
const sentencesOf = (name: string, texts: ErrorTexts, password: Partial<PasswordTexts>) =>
  [...codes.flatMap((code) => texts[code]), ...Object.values(password), describeError(undefined, texts)].map(
    (sentence) => [sentence, name] as const,
  );

describe.each(locales)('$name', ({ texts, password }) => {
  test('has a message and a hint for every code, and for no other', () => {
    const { otherError, ...byCode } = texts;
    expect(Object.keys(byCode)).toEqual(codes);
    for (const code of codes) expect(texts[code], code).toHaveLength(2);
  });

  test.each(codes)('%s says one sentence in each part, with the same identifiers and figures', (code) => {
    for (const part of [0, 1] as const) {
      const sentence = texts[code][part];
      expect(sentence).toMatch(/^\p{Lu}[^.!?]*[^.!?\s]\.$/u);
      expect(identifiers(sentence)).toEqual(identifiers(english[code][part]));
      // Numbers that English writes as words are written so everywhere.
      expect(numbers(sentence)).toEqual(numbers(english[code][part]));
    }
  });

  test('describes every error by its own texts, also one that carries an English hint', () => {
    for (const code of codes) {
      const said = texts[code].join(' ');
      expect(describeError(errorOf(code), texts)).toBe(said);
      expect(describeError(errorOf(code, { hint: 'A better hint.' }), texts)).toBe(said);
    }
  });

  test('never repeats an error that is not ours', () => {
    const forged = { name: 'TurboSMTPAuthError', code: 'network', message: 'canary', hint: 'canary' };
    for (const other of [new Error('canary'), new TypeError('canary'), forged, 'canary', null, undefined])
      expect(describeError(other, texts)).toBe(texts.otherError);
    expect(texts.otherError).toMatch(/^\p{Lu}[^.]*\.$/u);
  });

  test('has a line for every password rule, with the length of the rule', () => {
    expect(Object.keys(password).sort()).toEqual(Object.keys(englishPassword).sort());
    for (const line of Object.values(password)) expect(line).toMatch(/^\p{Lu}.*[^.\s]$/u);
    expect(numbers(password.length)).toEqual([String(MIN_LENGTH)]);
  });
});

test('no two languages share a sentence', () => {
  const languageOf = new Map<string, string>(sentencesOf('english', english, englishPassword));
  for (const { name, texts, password } of locales)
    for (const [sentence, language] of sentencesOf(name, texts, password)) {
      expect(languageOf.get(sentence) ?? language, sentence).toBe(language);
      languageOf.set(sentence, language);
    }
});

test('an application may bring a language without the sentence for other errors', () => {
  const { otherError, ...own } = italian;
  expect(describeError(new Error('canary'), own)).toBe(describeError(new Error('canary')));
});

test('a code that the texts do not know speaks for itself', () => {
  const newer = new TurboSMTPAuthError({
    code: 'from_a_newer_version' as ErrorCode, // what another copy of this package may throw
    message: 'Something new happened.',
    hint: 'Do something new.',
  });
  for (const { texts } of locales)
    expect(describeError(newer, texts)).toBe('Something new happened. Do something new.');
});

describe('as built', () => {
  const root = join(import.meta.dirname, '..');
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    exports: Record<string, { default: string }>; // checked against the built files elsewhere
  };
  const builtOf = (subpath: string) => join(root, manifest.exports[subpath]?.default ?? 'missing');

  /** The files that an import of one loads, itself included. */
  function loads(file: string, loaded = new Set<string>()): Set<string> {
    if (loaded.has(file)) return loaded;
    loaded.add(file);
    for (const [, specifier = ''] of readFileSync(file, 'utf8').matchAll(
      /\b(?:from|import)\s*\(?\s*["'](\.[^"']+)["']/g,
    ))
      loads(join(dirname(file), specifier), loaded);
    return loaded;
  }

  test.each(locales)('$subpath is one file, and holds what the source does', async (locale) => {
    const built = builtOf(locale.subpath);
    expect([...loads(built)]).toEqual([built]);
    expect(readFileSync(built, 'utf8')).not.toMatch(/^import\b|\bimport\(/m);
    expect({ ...(await import(pathToFileURL(built).href)) }).toEqual({
      [locale.name]: locale.texts,
      [`${locale.name}Password`]: locale.password,
    });
  });

  test('no other entry loads or holds a language', () => {
    const files = new Set(
      ['.', './password', './seal', './files', './testing'].flatMap((entry) => [...loads(builtOf(entry))]),
    );
    expect(files.size).toBeGreaterThan(5);
    for (const file of files) {
      expect(relative(root, file)).not.toMatch(/locales/);
      const text = readFileSync(file, 'utf8');
      for (const { texts } of locales) expect(text).not.toContain(texts.server_error[0]);
    }
  });

  test('every language is an entry', () => {
    const sources = globSync('*.ts', { cwd: join(root, 'src/locales') }).map((file) =>
      file.replace('.ts', ''),
    );
    expect(sources.sort()).toEqual(locales.map(({ name }) => name).sort());
  });
});
