import { widthOf } from './text-width.ts';

const { stripVTControlCharacters } = process.getBuiltinModule('node:util');

/** Columns of a terminal that does not say how many it has. */
const USUAL = 80;

type Screen = Pick<NodeJS.WriteStream, 'isTTY' | 'columns'>;

/** A terminal that says it has no column, as some serial lines and containers do, has the usual number. */
export function settleColumns(screen: Screen): void {
  if (screen.isTTY && !(screen.columns > 0)) screen.columns = USUAL;
}

/**
 * A line for a screen: broken between words where it is a terminal, so that none is cut. What follows a break is indented as the line
 * is. A word that is longer than a line stays whole, since it may be a key or a URL.
 */
export function wrapFor({ isTTY, columns }: Screen, line: string): string {
  if (!isTTY || columnsOf(line) <= columns) return line;
  const [indent = ''] = /^ */.exec(line) ?? [];
  const lines: string[] = [];
  let current = '';
  // Several spaces in a row stay, as between the columns of a list.
  for (const piece of line.slice(indent.length).match(/ *[^ ]+/g) ?? []) {
    if (current !== '' && columnsOf(indent + current + piece) > columns) {
      lines.push(indent + current);
      current = piece.trimStart();
    } else current += piece;
  }
  return [...lines, indent + current].join('\n');
}

/** Colours need no columns. */
const columnsOf = (text: string): number => widthOf(stripVTControlCharacters(text));
