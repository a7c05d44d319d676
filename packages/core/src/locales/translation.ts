import type { apiHints } from '../api/hints.ts';
import type { clientHints } from '../errors/client-hints.ts';
import type { ErrorTexts } from '../errors/english.ts';
import type { HintsLike } from '../errors/hints.ts';
import type { IssueCode } from '../errors/issue-texts.ts';
import type { fileHints } from '../files/hints.ts';
import type { keychainHints } from '../keychain/hints.ts';
import type { passwordHints } from '../password/generate-password.ts';
import type { sealHints } from '../seal/hints.ts';
import type { connectHints } from '../transport/connect-hints.ts';

/** What a language has to say: the texts of every code, and a hint for every reason of this package. */
export type Translation = ErrorTexts & {
  /** Said of an error that is not this library's. */
  readonly otherError: string;
  /** A hint for every reason of this package. */
  readonly reasons: HintsLike<
    typeof clientHints &
      typeof connectHints &
      typeof apiHints &
      typeof passwordHints &
      typeof sealHints &
      typeof fileHints &
      typeof keychainHints
  >;
  /** A sentence for what may be wrong with a field, by its code. */
  readonly issues: Readonly<Record<IssueCode, string>>;
};
