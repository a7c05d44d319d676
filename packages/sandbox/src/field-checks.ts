import { passwordRules } from './password-rules.ts';
import type { Check } from './route.ts';

/** 400 when there is no JSON object at all; then no field can be missing from it either. */
export const emptyBody: Check = {
  status: 400,
  code: 'empty_request_body',
  when: ({ fields }) => fields === null,
};

/** 400 when a field is absent or not a string. */
export function missing(field: string, code: string): Check {
  return { status: 400, code, when: ({ fields }) => fields !== null && fields.text(field) === undefined };
}

/** 400 when a field is the empty string. */
export function empty(field: string, code: string): Check {
  return { status: 400, code, when: ({ fields }) => fields?.text(field) === '' };
}

/** 400 for each rule that the new password does not meet. */
export const passwordRuleChecks: readonly Check[] = passwordRules.map(({ code, met }) => ({
  status: 400,
  code,
  when({ fields, switches }) {
    const password = fields?.text('password');
    return password !== undefined && !met(password, switches);
  },
}));

/** 400 when the confirmation is absent or differs. */
export const confirmationChecks: readonly Check[] = [
  missing('confirm_password', 'confirm_password_is_missing'),
  {
    status: 400,
    code: 'password_should_equal_confirm_password',
    when({ fields }) {
      const confirmation = fields?.text('confirm_password');
      return confirmation !== undefined && confirmation !== fields?.text('password');
    },
  },
];
