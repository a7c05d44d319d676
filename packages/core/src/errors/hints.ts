/** What the sentence of a hint names beside its fixed words: a code, a status, a variable, a flag. Never a secret. */
export type HintValues = Readonly<Record<string, string | number | undefined>>;

/** What to do about an error, and why that: for people in English, for programs and other languages as a reason. */
export interface Hint {
  /** Names the sentence. It stays the same when the sentence is reworded. */
  readonly reason: string;
  /** What the sentence names. Absent: nothing. */
  readonly hintValues?: HintValues | undefined;
  /** The sentence, in English. */
  readonly hint: string;
}

/** A fixed sentence, or one that names values. */
export type HintSentence = string | ((values: never) => string);

/** The hints of one part of a package: a sentence for each reason. */
export type HintTable = Readonly<Record<string, HintSentence>>;

/** The same hints in another language: no reason may be missing, and each sentence is given the same values. */
export type HintsLike<Table extends HintTable> = {
  readonly [Reason in keyof Table]: Table[Reason] extends string ? string : Table[Reason];
};

/** The arguments that a sentence is given. */
export type HintValuesOf<S extends HintSentence> = S extends (values: infer Values) => string
  ? [values: Values]
  : [];

/** Gives the hint for a reason, with the values that its sentence names. */
export type GiveHint<Table extends HintTable> = <Reason extends keyof Table & string>(
  reason: Reason,
  ...values: HintValuesOf<Table[Reason]>
) => Hint;

/**
 * The hints of a table, each of which then goes into an error with its reason. For authors of stores and adapters.
 *
 * @param table A sentence in English for each reason, which says what to do next. It is frozen.
 * @example
 * ```ts
 * import { hintsOf, storageError } from '@turbosmtp-auth/core';
 *
 * const hint = hintsOf({ vault_sealed: 'Unseal the vault, and try again.' });
 *
 * const error = storageError('storage_denied', hint('vault_sealed')); // error.reason is 'vault_sealed'
 * ```
 */
export const hintsOf = <const Table extends HintTable>(table: Table): GiveHint<Table> => {
  Object.freeze(table);
  return (reason, ...[given]) => {
    const sentence = table[reason] as string | ((values: HintValues) => string); // the type of `given` is that of its values
    const hintValues = given as HintValues | undefined;
    return typeof sentence === 'string'
      ? { reason, hint: sentence }
      : { reason, hintValues, hint: sentence(hintValues ?? {}) };
  };
};

/** Any part of a hint; of one that was written for its error alone, the sentence. */
export type HintFacts = { readonly [Part in keyof Hint]?: Hint[Part] | undefined };

/** The hint of an error, for another that says the same. For authors of adapters. */
export const hintIn = ({
  reason,
  hintValues,
  hint,
}: HintFacts & Pick<Hint, 'hint'>): HintFacts & Pick<Hint, 'hint'> => ({
  reason,
  hintValues,
  hint,
});
