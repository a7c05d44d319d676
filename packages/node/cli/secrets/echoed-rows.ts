/** Columns between tabulators, as terminals have them. */
const TAB = 8;

/** How many rows of a screen a terminal used to show what was typed, the one with the cursor among them. */
export const rowsOf = (typed: string, columns: number): number =>
  typed
    .split('\n')
    .map((line) => Math.ceil(Math.max(1, widthOf(line)) / columns))
    .reduce((all, rows) => all + rows, 0);

/** A terminal shows a control character as two, `^X`, and some characters as wide as two. */
function widthOf(line: string): number {
  let width = 0;
  for (const character of line) {
    if (character === '\t') width += TAB - (width % TAB);
    else if (/\p{Cc}/u.test(character)) width += 2;
    else if (/\p{M}|\u200d/u.test(character)) width += 0;
    else width += isWide(character) ? 2 : 1;
  }
  return width;
}

const isWide = (character: string): boolean =>
  /[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\uff01-\uff60]/u.test(
    character,
  );
