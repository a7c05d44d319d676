/** The formats of a program for Node. */
export type Format = 'esm' | 'cjs';

export const extension = (format: Format): string => (format === 'esm' ? 'mjs' : 'cjs');

/** What a bundler works on. */
export interface Work {
  /** The file to begin with. */
  readonly entry: string;
  /** The folder to leave the bundle in: `main.mjs`, `main.cjs` or, for a page, `page.js`, and what they load. */
  readonly out: string;
}

/**
 * A bundler, called as its own documentation does it for a program of Node and for a page: with what its user has to say, and no
 * option for the sake of our packages.
 */
export interface Bundler {
  readonly what: string;
  version(): Promise<string>;
  /** Bundles all of a program for Node, and answers the warnings. */
  node(work: Work, format: Format): Promise<readonly string[]>;
  /** Bundles the script of a page into ES modules, and answers the warnings. */
  page(work: Work): Promise<readonly string[]>;
}
