import type { Call } from '../call/call.ts';
import { errorOf } from '../errors/build.ts';
import { ForbiddenError, InvalidInputError } from '../errors/errors.ts';
import { changePassword } from '../operations/change-password.ts';
import { login } from '../operations/login.ts';
import { startFlight } from '../session/flight.ts';
import type { SessionParts } from '../session/parts.ts';
import type { Revocation } from '../session/revocation.ts';
import { check } from '../standard-schema.ts';

/** What became of a change of password whose answer was lost. */
export type PasswordChangeOutcome = 'changed' | 'unchanged' | 'unknown';

/** What is needed to find out. */
export interface SettlementInput {
  /** E-mail address of the account. Required. */
  email: string;
  /** The password before the change. Required. */
  currentPassword: string;
  /** The password that the change was to set. Required. */
  newPassword: string;
}

/** @throws {InvalidInputError} for what neither a login nor a change of password takes. */
export function checkedSettlement(given: SettlementInput): SettlementInput {
  const { email, currentPassword, newPassword } = Object(given) as SettlementInput; // an object now, from any value
  // The password only fills the place of the one that `changePassword` judges.
  const issues = [
    ...(check(login.request, { email, password: '-' }).issues ?? []),
    ...(check(changePassword.request, { currentPassword, newPassword }).issues ?? []),
  ];
  if (issues.length > 0) throw errorOf('invalid_input', { operation: 'changePassword', issues });
  return { email, currentPassword, newPassword };
}

/** Finds out which password is valid by logging in with the new one, then with the old one; what that mints is revoked. */
export async function settlePasswordChange(
  { background, clock, perform }: Pick<SessionParts, 'background' | 'clock' | 'perform'>,
  revocation: Revocation,
  input: SettlementInput,
  call: Call,
  closed: () => boolean,
): Promise<PasswordChangeOutcome> {
  const { signal } = call.deadline;
  const mayGoOn = (waiting = signal): void => {
    waiting.throwIfAborted();
    if (closed()) throw errorOf('closed', { operation: call.operation });
  };
  const accepts = (password: string): Promise<boolean> => {
    // As a login of its own: should the caller leave, what it mints is still revoked.
    const flight = startFlight(clock, async ({ wire, waiting, abandoned }) => {
      const check = (): void => mayGoOn(waiting);
      try {
        const { auth } = await perform(
          login,
          { email: input.email, password },
          { call, deadline: wire, check },
        );
        // It stays queued, and a caller waits for an answer.
        await revocation.retire([auth], call, abandoned() ? undefined : wire.remaining() / 2);
        return true;
      } catch (error) {
        if (error instanceof ForbiddenError && error.code === 'wrong_credentials_specified') return false;
        throw error;
      }
    });
    background(flight.settled);
    return flight.join(call.deadline);
  };
  await revocation.prove(call);
  mayGoOn();
  try {
    if (await accepts(input.newPassword)) return 'changed';
    mayGoOn();
    if (await accepts(input.currentPassword)) return 'unchanged';
  } catch (error) {
    // Nothing can be sent, now or later: the variable of a proxy cannot be used, for example.
    if (signal.aborted || closed() || error instanceof InvalidInputError) throw error;
  }
  return 'unknown';
}
