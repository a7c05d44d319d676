/** Columns between tabulators, as terminals have them. */
const TAB = 8;

/** Columns that a terminal needs for a line. It shows a control character as two, `^X`, and some characters as wide as two. */
export function widthOf(line: string): number {
  if (/^[ -~]*$/.test(line)) return line.length; // nearly every line
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
