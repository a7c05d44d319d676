export type { Account } from './accounts.ts';
export type { Clock, ClockOptions, SandboxClock } from './clock.ts';
export type { Consumer, ConsumerPermission, ListedConsumer } from './consumers.ts';
export type * from './faults/fault.ts';
export type { ResetMail } from './outbox.ts';
export type { LoggedRequest } from './request-log.ts';
export { createSandbox, type Sandbox, type SandboxOptions } from './sandbox.ts';
export { InvalidShapeError } from './shape.ts';
export { type CorsSwitch, defaultSwitches, type LoginRateLimit, type Switches } from './switches.ts';
