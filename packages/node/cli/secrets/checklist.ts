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
    text: description,
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
  return [{ text: 'Every rule is met', passed: worst }];
}

const looks = {
  true: ['yes', 'green', ''],
  false: ['no', 'red', ''],
  maybe: ['maybe', 'yellow', ' (only if the service counts more than ASCII)'],
} as const satisfies Record<string, readonly [keyof Symbols, Style, string]>;

/** One line for each item. */
export const renderChecklist = (items: readonly Item[], symbols: Symbols, paint: Paint): string[] =>
  items.map(({ text, passed }) => {
    const [symbol, style, remark] = looks[`${passed}`];
    return `  ${paint(style, symbols[symbol])} ${text}${remark}`;
  });
