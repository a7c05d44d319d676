import type { Call } from '../call/call.ts';
import { OutcomeUnknownError } from '../errors/errors.ts';
import { verifyResetToken } from '../operations/verify-reset-token.ts';
import type { SessionParts } from '../session/parts.ts';
import type { KeySession } from '../session/session.ts';

/**
 * Resets, and once more when the answer was lost and the service says that the token is still unused. It can be asked
 * only with a key, so that signed out, or with a consumer pair alone, the outcome stays unknown.
 */
export async function repeatIfUnused(
  { perform }: Pick<SessionParts, 'perform'>,
  session: KeySession | undefined,
  token: string,
  call: Call,
  reset: () => Promise<void>,
): Promise<void> {
  try {
    await reset();
  } catch (error) {
    if (!session || !(error instanceof OutcomeUnknownError)) throw error;
    const key = await session.held(call).catch(() => null);
    const unused =
      key !== null &&
      (await perform(
        verifyResetToken,
        { token },
        { call, deadline: call.deadline, authorization: { authorization: key }, check: call.check },
      ).catch(() => false));
    if (!unused) throw error;
    // What the second answer says of the first is nothing: a refusal may mean that the first did it.
    await reset().catch(() => {
      throw error;
    });
  }
}
