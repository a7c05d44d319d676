import { widthOf } from '../text-width.ts';

/** How many rows of a screen a terminal used to show what was typed, the one with the cursor among them. */
export const rowsOf = (typed: string, columns: number): number =>
  typed
    .split('\n')
    .map((line) => Math.ceil(Math.max(1, widthOf(line)) / columns))
    .reduce((all, rows) => all + rows, 0);
