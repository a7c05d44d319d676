import { checkPassword, validatePassword } from '@turbosmtp-auth/browser';
import type { JSX } from 'preact';
import type { Values } from '../flows/flow.ts';

type Passed = true | false | 'maybe';

const signs: Readonly<Record<string, readonly [sign: string, word: string]>> = {
  true: ['✓', 'met'],
  false: ['·', 'not met'],
  maybe: ['?', 'met only if the service counts beyond ASCII'],
};

/** Every rule of a new password and how it stands, while it is typed. */
export function Checklist({ id, values }: { id: string; values: Values }): JSX.Element {
  const { newPassword: password = '', confirmPassword: confirm, currentPassword: current } = values;
  const issues = validatePassword({
    password: password || ' ',
    ...(confirm && { confirm }),
    ...(current && { current }),
  });
  const broken = (rule: string): boolean => issues.some((issue) => issue.rule === rule);
  const rules: { id: string; description: string; passed: Passed }[] = [
    ...checkPassword(password).rules,
    ...(current
      ? [
          {
            id: 'unchanged',
            description: 'Different from the current password',
            passed: password !== '' && !broken('unchanged'),
          },
        ]
      : []),
    ...(confirm
      ? [{ id: 'confirmation', description: 'Typed the same twice', passed: !broken('confirmation') }]
      : []),
  ];
  return (
    <ul class="checklist" id={id} aria-label="Password rules">
      {rules.map(({ id, description, passed }) => {
        const [sign, word] = signs[String(passed)] ?? ['', ''];
        return (
          <li key={id} data-rule={id} data-passed={String(passed)} title={word}>
            <span class="sign" aria-hidden="true">
              {sign}
            </span>
            {description}
            <span class="visually-hidden">: {word}</span>
            {passed === 'maybe' && (
              <span class="maybe" aria-hidden="true">
                maybe
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
