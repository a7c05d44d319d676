import type { AccountRegister } from './accounts.ts';
import type { KeyRegister } from './api-keys.ts';
import type { Clock } from './clock.ts';
import type { ConsumerRegister } from './consumers.ts';
import type { LoginLimiter } from './login-limiter.ts';
import type { OutboxRegister } from './outbox.ts';
import type { ResetTokens } from './reset-tokens.ts';
import type { Switches } from './switches.ts';

/** Everything the emulated service knows: what a route may read and change. */
export interface ServiceState {
  readonly clock: Clock;
  readonly accounts: AccountRegister;
  readonly keys: KeyRegister;
  readonly consumers: ConsumerRegister;
  readonly tokens: ResetTokens;
  readonly outbox: OutboxRegister;
  readonly logins: LoginLimiter;
  switches(): Switches;
}
