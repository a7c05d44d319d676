import type { Call, Transit } from '../call/call.ts';
import type { LoginInput } from '../operations/login.ts';
import type { SessionRecord } from '../records/key-store.ts';
import { orphaned } from '../shared-work.ts';
import type { Flight } from './flight.ts';

/** A login that was asked for and is under way. */
interface AskedLogin {
  /** How many logouts there had been when it began. */
  readonly epoch: number;
  readonly input: LoginInput;
  readonly remember: boolean | undefined;
  readonly flight: Flight<SessionRecord>;
  readonly transit: Transit;
}

/**
 * The logins under way that were asked for. The same one twice at once is one; after a logout in between it is another.
 *
 * @param epoch How many logouts there have been.
 */
export function createAskedLogins(
  begin: (input: LoginInput, call: Call, transit: Transit) => Flight<SessionRecord>,
  epoch: () => number,
): (input: LoginInput, call: Call) => Promise<SessionRecord> {
  const logins = new Set<AskedLogin>();

  return async (input, call) => {
    const isSame = (other: AskedLogin): boolean =>
      other.epoch === epoch() &&
      other.input.email === input.email &&
      other.input.password === input.password &&
      (other.input.noExpire ?? false) === (input.noExpire ?? false) &&
      other.remember === call.remember &&
      !other.flight.abandoned();
    const start = (): AskedLogin => {
      const transit: Transit = {};
      const flight = begin(input, call, transit);
      const own = { epoch: epoch(), input, remember: call.remember, flight, transit };
      logins.add(own);
      void flight.settled.then(() => logins.delete(own));
      return own;
    };
    for (;;) {
      const joined = [...logins].find(isSame) ?? start();
      call.transit = joined.transit;
      try {
        return await joined.flight.join(call.deadline);
      } catch (error) {
        if (error !== orphaned) throw error;
        logins.delete(joined);
      }
    }
  };
}
