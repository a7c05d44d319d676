import { checkPassword } from '@turbosmtp-auth/core/password';
import type { Paint, Style, Symbols } from '../paint.ts';

/** How a password that is being typed stands against one rule. */
export interface Item {
  readonly text: string;
  readonly passed: true | false | 'maybe';
}

/** The rules of a new password. `current`: the one that it must differ from. */
export function checklist(password: string, current: string | undefined): Item[] {
  const items = checkPassword(password).rules.map(({ description, passed }) => ({
    text: passed === 'maybe' ? `${description} (maybe)` : description,
    passed,
  }));
  if (current !== undefined)
    items.push({
      text: 'Different from the current password',
      passed: password !== '' && password !== current,
    });
  return items;
}

/** All of them in one, for a password that was accepted. */
export function summarise(items: readonly Item[]): Item[] {
  if (items.length === 0) return [];
  const [worst = true] = items.map(({ passed }) => passed).filter((passed) => passed !== true);
  const text =
    worst === 'maybe'
      ? 'Every rule is met if the service counts characters beyond ASCII'
      : 'Every rule is met';
  return [{ text, passed: worst }];
}

const looks = {
  true: ['yes', 'green'],
  false: ['no', 'red'],
  maybe: ['maybe', 'yellow'],
} as const satisfies Record<string, readonly [keyof Symbols, Style]>;

/** One line for each item. */
export const renderChecklist = (items: readonly Item[], symbols: Symbols, paint: Paint): string[] =>
  items.map(({ text, passed }) => {
    const [symbol, style] = looks[`${passed}`];
    return `  ${paint(style, symbols[symbol])} ${text}`;
  });
