import { checkPassword, validatePassword } from '@turbosmtp-auth/browser/extension';
import { h } from './h.ts';

export interface Typed {
  readonly newPassword: string;
  readonly confirmPassword: string;
  readonly currentPassword?: string;
}

interface Rule {
  readonly words: string;
  readonly isMet: boolean;
}

function rulesOf({ newPassword, confirmPassword, currentPassword }: Typed): Rule[] {
  const issues = validatePassword({
    password: newPassword,
    confirm: confirmPassword,
    ...(currentPassword && { current: currentPassword }),
  });
  const breaks = (rule: string): boolean => newPassword === '' || issues.some((issue) => issue.rule === rule);
  return [
    // A rule that may be met beyond ASCII is for the service to judge.
    ...checkPassword(newPassword).rules.map(({ description, passed }) => ({
      words: description,
      isMet: passed !== false,
    })),
    ...(currentPassword === undefined
      ? []
      : [{ words: 'Different from the current one', isMet: !breaks('unchanged') }]),
    { words: 'Typed the same twice', isMet: !breaks('confirmation') },
  ];
}

/** The rules of a new password, which follow what is typed. */
export function checklist(start: Typed): { element: HTMLElement; follow(typed: Typed): void } {
  const list = h('ul', { class: 'checklist', 'aria-label': 'Rules for the new password' });
  const count = h('p', { class: 'visually-hidden', role: 'status' });
  const follow = (typed: Typed): void => {
    const rules = rulesOf(typed);
    list.replaceChildren(
      ...rules.map(({ words, isMet }) =>
        h(
          'li',
          { 'data-met': String(isMet) },
          h('span', { class: 'sign', 'aria-hidden': 'true' }, isMet ? '✓' : '·'),
          words,
          h('span', { class: 'visually-hidden' }, isMet ? ': met' : ': not met'),
        ),
      ),
    );
    const met = rules.filter(({ isMet }) => isMet).length;
    count.textContent = typed.newPassword ? `${met} of ${rules.length} rules met` : '';
  };
  follow(start);
  return { element: h('div', {}, list, count), follow };
}
