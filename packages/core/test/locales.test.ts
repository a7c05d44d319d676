import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { factsIn, figuresIn, identifiersIn, saidBy } from '../../../tools/translated-hints.ts';
import { apiHints } from '../src/api/hints.ts';
import { errorOf } from '../src/errors/build.ts';
import { clientHints } from '../src/errors/client-hints.ts';
import type { ErrorCode } from '../src/errors/codes.ts';
import { describeError } from '../src/errors/describe-error.ts';
import { type ErrorTexts, english } from '../src/errors/english.ts';
import { TurboSMTPAuthError } from '../src/errors/errors.ts';
import { type HintTable, hintsOf } from '../src/errors/hints.ts';
import { fileHints } from '../src/files/hints.ts';
import { keychainHints } from '../src/keychain/hints.ts';
import { french, frenchPassword } from '../src/locales/french.ts';
import { german, germanPassword } from '../src/locales/german.ts';
import { italian, italianPassword } from '../src/locales/italian.ts';
import { spanish, spanishPassword } from '../src/locales/spanish.ts';
import { generatePassword, passwordHints } from '../src/password/generate-password.ts';
import { MIN_LENGTH } from '../src/password-rules/password-rules.ts';
import type { PasswordTexts } from '../src/password-rules/password-texts.ts';
import { validatePassword } from '../src/password-rules/validate-password.ts';
import { sealHints } from '../src/seal/hints.ts';
import { connectHints } from '../src/transport/connect-hints.ts';

const locales = [
  { subpath: './locales/it', name: 'italian', texts: italian, password: italianPassword },
  { subpath: './locales/es', name: 'spanish', texts: spanish, password: spanishPassword },
  { subpath: './locales/fr', name: 'french', texts: french, password: frenchPassword },
  { subpath: './locales/de', name: 'german', texts: german, password: germanPassword },
];

/** The languages with a hint for every reason. */
const translations: readonly { name: string; texts: Required<ErrorTexts> }[] = [
  { name: 'italian', texts: italian },
  { name: 'spanish', texts: spanish },
  { name: 'french', texts: french },
  { name: 'german', texts: german },
];

const codes = Object.keys(english) as ErrorCode[]; // english is typed to have these, and no `otherError`

const tables = {
  clientHints,
  connectHints,
  apiHints,
  passwordHints,
  sealHints,
  fileHints,
  keychainHints,
} satisfies Record<string, HintTable>;
const englishHints: HintTable = Object.assign({}, ...Object.values(tables));
const reasons = Object.keys(englishHints);

/** The English of every rule, from the two ways of breaking some of them. */
const englishPassword = Object.fromEntries(
  [
    ...validatePassword({ password: '' }),
    ...validatePassword({ password: '_', confirm: '', current: '_' }),
  ].map(({ rule, description }) => [rule, description]),
);

/** Every sentence of a language, with the language. */
const sentencesOf = (name: string, texts: ErrorTexts, password: Partial<PasswordTexts>) =>
  [
    ...codes.flatMap((code) => texts[code]),
    ...Object.values(texts === english ? englishHints : (texts.reasons ?? {})).flatMap(saidBy),
    ...Object.values(password),
    describeError(undefined, texts),
  ].map((sentence) => [sentence, name] as const);

describe.each(locales)('$name', ({ texts, password }) => {
  test('has a message and a hint for every code, and for no other', () => {
    const { otherError, reasons: byReason, issues, ...byCode }: ErrorTexts = texts;
    expect(Object.keys(byCode)).toEqual(codes);
    for (const code of codes) expect(texts[code], code).toHaveLength(2);
  });

  test.each(codes)('%s says one sentence in each part, with the same identifiers and figures', (code) => {
    for (const part of [0, 1] as const) {
      const sentence = texts[code][part];
      expect(sentence).toMatch(/^\p{Lu}[^.!?]*[^.!?\s]\.$/u);
      expect(identifiersIn(sentence)).toEqual(identifiersIn(english[code][part]));
      expect(figuresIn(sentence)).toEqual(figuresIn(english[code][part]));
    }
  });

  test('describes every error by its own texts, also one that carries an English hint', () => {
    for (const code of codes) {
      const said = texts[code].join(' ');
      expect(describeError(errorOf(code), texts)).toBe(said);
      expect(describeError(errorOf(code, { hint: 'A better hint.' }), texts)).toBe(said);
    }
  });

  test('says which lengths a password may be generated with', () => {
    try {
      generatePassword(9);
      expect.unreachable();
    } catch (error) {
      expect(describeError(error, texts)).toMatch(/10.*1024/);
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
    expect(figuresIn(password.length)).toEqual([String(MIN_LENGTH)]);
  });
});

describe.each(translations)('the hints in $name', ({ texts }) => {
  test('are for every reason, and for no other', () => {
    expect(Object.keys(texts.reasons).sort()).toEqual([...reasons].sort());
  });

  test.each(reasons)('%s names what it names in English', (reason) => {
    const inEnglish = saidBy(englishHints[reason] ?? '');
    const said = saidBy((texts.reasons as HintTable)[reason] ?? '');
    expect(said).toHaveLength(inEnglish.length);
    for (const [index, sentence] of said.entries()) {
      expect(sentence).toMatch(/^\p{Lu}.*[^.!?\s]\.$/u);
      expect(factsIn(sentence), sentence).toEqual(factsIn(inEnglish[index] ?? ''));
    }
  });

  test.each(reasons)('describes an error by %s', (reason) => {
    const hint = hintsOf(englishHints)(reason, ...([{ code: 'ENOTFOUND', mediaType: 'text/html' }] as never));
    const own: string | ((values: never) => string) | undefined = (texts.reasons as HintTable)[reason];
    const said = typeof own === 'function' ? own(hint.hintValues as never) : own; // what it takes is in the values
    expect(describeError(errorOf('network', hint), texts)).toBe(`${texts.network[0]} ${said}`);
  });

  test('a reason that they do not know has the usual hint of its code', () => {
    for (const reason of ['from_a_newer_version', 'toString', '__proto__']) {
      const newer = errorOf('network', { reason, hint: 'Do something new.' });
      expect(describeError(newer, texts)).toBe(texts.network.join(' '));
    }
  });
});

test('a language has every table of hints', () => {
  const declared = globSync('**/*.ts', { cwd: join(import.meta.dirname, '../src') }).flatMap((file) =>
    [
      ...readFileSync(join(import.meta.dirname, '../src', file), 'utf8').matchAll(
        /^export const (\w+Hints) = \{/gm,
      ),
    ].map(([, name]) => name),
  );
  expect(declared.sort()).toEqual(Object.keys(tables).sort());
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

  /** The texts, with what each function says in place of the function: no two functions are equal. */
  const spoken = ({ reasons: hints, ...texts }: ErrorTexts) => ({
    ...texts,
    reasons: hints && Object.entries(hints).map(([reason, hint]) => [reason, typeof hint, saidBy(hint)]),
  });

  test.each(locales)('$subpath is one file, and holds what the source does', async (locale) => {
    const built = builtOf(locale.subpath);
    expect([...loads(built)]).toEqual([built]);
    expect(readFileSync(built, 'utf8')).not.toMatch(/^import\b|\bimport\(/m);
    const { [locale.name]: texts, ...rest } = await import(pathToFileURL(built).href);
    expect({ ...rest, [locale.name]: spoken(texts) }).toEqual({
      [locale.name]: spoken(locale.texts),
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
    const entries = Object.keys(manifest.exports).filter((entry) => entry.startsWith('./locales/'));
    expect(entries.sort()).toEqual(locales.map(({ subpath }) => subpath).sort());
    const sources = globSync('*.ts', { cwd: join(root, 'src/locales') });
    expect(sources.sort()).toEqual([...locales.map(({ name }) => `${name}.ts`), 'translation.ts'].sort());
  });
});
