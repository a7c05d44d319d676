import type { CommandSpec } from './command.ts';
import { api } from './commands/api.ts';
import { changePassword } from './commands/change-password.ts';
import { completion } from './commands/completion.ts';
import { consumerKeys } from './commands/consumer-keys.ts';
import { doctor } from './commands/doctor.ts';
import { exec } from './commands/exec.ts';
import { forgotPassword } from './commands/forgot-password.ts';
import { init } from './commands/init.ts';
import { key } from './commands/key.ts';
import { login } from './commands/login.ts';
import { logout } from './commands/logout.ts';
import { profiles } from './commands/profiles.ts';
import { resetPassword } from './commands/reset-password.ts';
import { status } from './commands/status.ts';

/** Every command, in the order of `--help`. */
export const commands: readonly CommandSpec[] = [
  login,
  logout,
  status,
  key,
  exec,
  api,
  changePassword,
  forgotPassword,
  resetPassword,
  consumerKeys,
  profiles,
  init,
  doctor,
  completion,
];
