import { expect, test } from 'vitest';
import { removalsFrom } from './exported-names.ts';

test('each name, star and declaration is removed once, and all else stays', () => {
  const text = [
    "export { one, type Two } from './a.ts';",
    "export type { Three } from './b.ts';",
    "export * from './c.ts';",
    'export const four: number = 4;',
    '',
  ];
  const only = (...lines: readonly string[]): string => lines.join('\n');
  const [list = '', single = '', star = '', declaration = '', end = ''] = text;
  expect(removalsFrom(text.join('\n'))).toEqual([
    { name: 'one', text: only("export { type Two } from './a.ts';", single, star, declaration, end) },
    { name: 'type Two', text: only("export { one } from './a.ts';", single, star, declaration, end) },
    { name: 'Three', text: only(list, 'export {};', star, declaration, end) },
    { name: '* of ./c.ts', text: only(list, single, 'export {};', declaration, end) },
    { name: 'four', text: `${only(list, single, star, 'const four: number = 4;', end)}\nexport {};\n` },
  ]);
});
