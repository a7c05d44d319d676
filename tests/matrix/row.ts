/** Where a row works. */
export interface Place {
  /** A folder of the row's own, empty at first, in which nothing of this repository is found. */
  readonly directory: string;
  /** The registry on loopback that has our packages, and no other: its URL, with a slash at the end. */
  readonly registry: string;
  /** The registry of this machine, which has what our packages depend on: its URL, with a slash at the end. */
  readonly others: string;
  /** A project in which npm installed all our packages from there, with a copy of each file of `programs/`. */
  readonly project: string;
}

/** This machine has not what a check needs. Its message says what, and how to get it. */
export class MissingError extends Error {}

export interface Check {
  readonly name: string;
  /** Throws if it does not hold; a `MissingError` if it could not be tried. */
  run(place: Place): Promise<void>;
  /** Why it does not hold, if that is known. It runs all the same: one that holds after all is a stale entry, and fails. */
  readonly gap?: Gap;
}

export interface Gap {
  readonly reason: string;
  /** What the check says then. If it says anything else, something else is wrong. */
  readonly says: RegExp;
}

/** One thing that people use our packages with. */
export interface Row {
  /** Rows of a kind stand together in the table. */
  readonly kind: string;
  readonly what: string;
  version(): string | Promise<string>;
  /** In the order in which they run. What follows a check that fails may need it, and does not run. */
  readonly checks: readonly Check[];
}

/** What came of a row. */
export interface Outcome {
  readonly kind: string;
  readonly what: string;
  readonly version: string;
  readonly passed: number;
  readonly failures: readonly string[];
  readonly gaps: readonly string[];
  readonly skipped: readonly string[];
  readonly seconds: number;
}
