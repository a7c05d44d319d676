import {
  type Assurance,
  assurances,
  isTurboSMTPAuthError,
  type KeyStore,
  storageError,
} from '@turbosmtp-auth/core';
import { type Rung, type RungOptions, rungs } from './rungs.ts';

/** What became of one of the stores to choose from. */
export interface RungVerdict {
  readonly store: Rung['name'];
  readonly assurance: Assurance;
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
    if (outcome) note('not-needed', 'what comes before it decides');
    else if (rank(assurance) < rank(minAssurance))
      note('below-assurance', `it is ${assurance}, and ${minAssurance} is asked for`);
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
    ...whyNot(verdicts),
  ].join('; ');

const whyNot = (verdicts: readonly RungVerdict[]): string[] =>
  verdicts
    .filter(({ verdict }) => verdict === 'absent' || verdict === 'below-assurance')
    .map(({ store, reason }) => `no ${store}: ${reason}`);

function belowAssurance(minAssurance: Assurance, verdicts: readonly RungVerdict[]): Error {
  const sealed =
    rank(minAssurance) <= rank('encrypted')
      ? 'Set TURBOSMTP_AUTH_STORE_KEY to 32 random bytes as base64url, or run where there is an OS keychain'
      : 'Run where there is an OS keychain, with `@napi-rs/keyring` installed';
  return storageError('storage_below_assurance', { hint: `${sealed} (${whyNot(verdicts).join('; ')}).` });
}
