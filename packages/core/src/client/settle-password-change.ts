import { ForbiddenError } from '../errors/errors.ts';
import { login } from '../operations/login.ts';
import type { Revocation } from '../session/revocation.ts';
import type { Call, Context } from './context.ts';

/** What became of a change of password whose answer was lost. */
export type PasswordChangeOutcome = 'changed' | 'unchanged' | 'unknown';

/** Finds out which password is valid by logging in with the new one, then with the old one; what that mints is revoked. */
export async function settlePasswordChange(
  { perform }: Context,
  revocation: Revocation,
  input: { readonly email: string; readonly currentPassword: string; readonly newPassword: string },
  call: Call,
): Promise<PasswordChangeOutcome> {
  const accepts = async (password: string): Promise<boolean> => {
    try {
      const { auth } = await perform(
        login,
        { email: input.email, password },
        { origin: call, deadline: call.deadline },
      );
      await revocation.queue([auth], call);
      await revocation.revoke([auth], call, call.deadline);
      return true;
    } catch (error) {
      if (error instanceof ForbiddenError && error.code === 'wrong_credentials_specified') return false;
      throw error;
    }
  };
  try {
    if (await accepts(input.newPassword)) return 'changed';
    if (await accepts(input.currentPassword)) return 'unchanged';
  } catch (error) {
    if (call.deadline.signal.aborted) throw error;
  }
  return 'unknown';
}
