// Not an import, which would load all of the module.
const { styleText } = process.getBuiltinModule('node:util');

/** The styles in use. */
export type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow';

/** Puts a style on a text, or lets it be where there are no colours. */
export type Paint = (style: Style, text: string) => string;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Whether a stream gets colours: `FORCE_COLOR` decides, then `NO_COLOR` (https://no-color.org: set and not empty), then
 * whether it is a terminal that knows them.
 */
export function hasColors(stream: { readonly isTTY?: boolean }, env: Environment): boolean {
  const { FORCE_COLOR: force, NO_COLOR: no, TERM: term } = env;
  if (force !== undefined) return force !== '0' && force !== 'false';
  if (no) return false;
  return stream.isTTY === true && term !== 'dumb';
}

export function createPaint(stream: { readonly isTTY?: boolean }, env: Environment): Paint {
  if (!hasColors(stream, env)) return (_, text) => text;
  return (style, text) => styleText(style, text, { validateStream: false }); // it was validated here
}

/** Whether a terminal is likely to show ✓: what the locale or, on Windows, the terminal program says. */
export function showsUnicode(platform: NodeJS.Platform, env: Environment): boolean {
  if (platform === 'win32') return Boolean(env['WT_SESSION'] ?? env['TERM_PROGRAM']);
  if (env['TERM'] === 'linux') return false; // the console of the kernel has 512 glyphs
  return /utf-?8/i.test(env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '');
}

/** What stands before the lines of a list. They differ without colours too. */
export interface Symbols {
  readonly yes: string;
  readonly no: string;
  readonly maybe: string;
  readonly note: string;
  readonly skipped: string;
}

export const symbolsOf = (unicode: boolean): Symbols => ({
  ...(unicode ? { yes: '✓', no: '✗' } : { yes: '+', no: 'x' }),
  maybe: '?',
  note: '!',
  skipped: '-',
});
