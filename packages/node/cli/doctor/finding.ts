/** `note`: worth knowing. `problem`: to be settled. `skipped`: not looked at, because of something else. */
export type Verdict = 'ok' | 'note' | 'problem' | 'skipped';

/** What one check found. */
export interface Finding {
  readonly check:
    | 'runtime'
    | 'tls'
    | 'proxy'
    | 'store'
    | 'session'
    | 'lock'
    | 'service'
    | 'clock'
    | 'key'
    | 'pair';
  readonly status: Verdict;
  /** One line, for people. */
  readonly summary: string;
  /** What to do about it, one line. */
  readonly advice?: string;
  /** The same for programs; each check has its own fields, always the same ones. No secret is in it. */
  readonly facts: Readonly<Record<string, unknown>>;
}
