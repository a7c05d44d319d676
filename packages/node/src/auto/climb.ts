import {
  type Assurance,
  assurances,
  isTurboSMTPAuthError,
  type KeyStore,
  storageError,
} from '@turbosmtp-auth/core';
import { nodeHint } from '../hints.ts';
import { type Rung, type RungOptions, rungs } from './rungs.ts';

/** What became of one of the stores to choose from. */
export interface RungVerdict {
  /** What the store is called. */
  readonly store: Rung['name'];
  /** How well it keeps a key. */
  readonly assurance: Assurance;
  /** `absent`: it does not exist here. `failed`: it exists and cannot be used. `not-needed`: another came before it. */
  readonly verdict: 'chosen' | 'absent' | 'failed' | 'below-assurance' | 'not-needed';
  /** Why, for people. No secret is in it. */
  readonly reason: string;
}

/** How a store was chosen: each that could have been, in order. */
export interface Climb {
  readonly verdicts: readonly RungVerdict[];
  readonly outcome: { readonly store: KeyStore } | { readonly error: unknown };
}

const rank = (assurance: Assurance): number => assurances.indexOf(assurance);

/**
 * Goes from the best store to the last, and takes the first that is there and good enough. What is there but fails
 * ends it: a locked keychain is no reason to keep keys in a lesser place.
 */
export async function climb(minAssurance: Assurance, options: RungOptions): Promise<Climb> {
  const verdicts: RungVerdict[] = [];
  let outcome: Climb['outcome'] | undefined;
  for (const rung of rungs) {
    const { name, assurance } = rung;
    const note = (verdict: RungVerdict['verdict'], reason: string): void => {
      verdicts.push({ store: name, assurance, verdict, reason });
    };
    if (outcome) note('not-needed', 'an earlier store was chosen or failed');
    else if (rank(assurance) < rank(minAssurance))
      note('below-assurance', `it is ${assurance}, but ${minAssurance} is required`);
    else
      try {
        const opened = await rung.open(options);
        if ('absent' in opened) note('absent', opened.absent);
        else {
          note('chosen', opened.because);
          outcome = { store: opened.store };
        }
      } catch (error) {
        note('failed', reasonOf(error));
        outcome = { error };
      }
  }
  return { verdicts, outcome: outcome ?? { error: belowAssurance(minAssurance, verdicts) } };
}

/** Names the source of a sealing key that is none: several are looked at. */
function reasonOf(error: unknown): string {
  if (!isTurboSMTPAuthError(error)) return 'It cannot be used.';
  const [issue] = error.issues ?? [];
  return issue ? `${issue.path}: ${error.hint}` : `${error.message} ${error.hint}`;
}

/** `it answers; no sealed file: no sealing key is configured`. */
export const whyThis = (verdicts: readonly RungVerdict[]): string =>
  [
    ...verdicts.filter(({ verdict }) => verdict === 'chosen').map(({ reason }) => reason),
    ...passedOver(verdicts).map(({ store, reason }) => `no ${store}: ${reason}`),
  ].join('; ');

const passedOver = (verdicts: readonly RungVerdict[]): readonly RungVerdict[] =>
  verdicts.filter(({ verdict }) => verdict === 'absent' || verdict === 'below-assurance');

function belowAssurance(minAssurance: Assurance, verdicts: readonly RungVerdict[]): Error {
  const without = passedOver(verdicts);
  const why = without.map(({ store, reason }) => `no ${store} (${reason})`).join(' and ');
  // Nothing but a keychain is as safe as that.
  const [keychain] = without.filter(({ store }) => store === 'OS keychain');
  return storageError(
    'storage_below_assurance',
    rank(minAssurance) <= rank('encrypted')
      ? nodeHint('no_keychain_or_sealing_key', { why })
      : nodeHint('no_keychain', { why: keychain?.reason ?? why }),
  );
}
