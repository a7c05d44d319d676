// For tests of languages: what a hint says, and what each language must keep of it.

type Sentence = string | ((values: never) => string);

/** Stands for any value that a sentence names. */
/** The one value that has a word of each language's own. */
const field = { field: 'email' };
const samples = new Proxy(field, {
  get: (words, name) => Reflect.get(words, name) ?? `SAMPLE_OF_${String(name).toUpperCase()}`,
});

/** What a hint says: a fixed sentence, or a sentence with a sample of each value, and one without any value. */
export const saidBy = (sentence: Sentence): readonly string[] =>
  typeof sentence === 'string' ? [sentence] : [samples, field].map((values) => sentence(values as never)); // of any reason

const all = (text: string, pattern: RegExp): string[] => (text.match(pattern) ?? []).sort();

/** The code in backquotes. */
export const identifiersIn = (text: string): string[] => all(text, /`[^`]*`/g);

/** The figures; numbers that English writes as words are written so everywhere. */
export const figuresIn = (text: string): string[] => all(text, /\d+/g);

/**
 * Each name that no language translates: flags, addresses, variables and samples of values, and words with a capital inside,
 * such as `JSON` and `WebCrypto`. A language may say one more often than English does.
 */
const namesIn = (text: string): string[] => [
  ...new Set(
    all(
      text,
      /--[\w-]+(?:=[^\s`.]+)?|https?:\/\/[\w./-]*\w|\b\w*(?:[a-z][A-Z]|[A-Z_]{2}\w)\w*(?:=\w+)?|undefined/g,
    ).map((name) => name.replace(/(?<=[A-Z])s$/, '')),
  ),
];

/** All that a sentence keeps in every language. */
export const factsIn = (text: string): object => ({
  identifiers: identifiersIn(text),
  figures: figuresIn(text),
  names: namesIn(text),
});
