import type { Route } from './route.ts';
import { authorizeSubaccount } from './routes/authorize-subaccount.ts';
import { changePassword } from './routes/change-password.ts';
import { createConsumerKey } from './routes/create-consumer-key.ts';
import { deleteConsumerKey } from './routes/delete-consumer-key.ts';
import { listConsumerKeys } from './routes/list-consumer-keys.ts';
import { login } from './routes/login.ts';
import { logout } from './routes/logout.ts';
import { meta } from './routes/meta.ts';
import { requestPasswordReset } from './routes/request-password-reset.ts';
import { resetPassword } from './routes/reset-password.ts';
import { sendMail } from './routes/send-mail.ts';
import { verifyResetToken } from './routes/verify-reset-token.ts';

/** Every operation there is a route for. A new one is a file here and a line there. */
export const routes: readonly Route[] = [
  login,
  logout,
  changePassword,
  requestPasswordReset,
  verifyResetToken,
  resetPassword,
  listConsumerKeys,
  createConsumerKey,
  deleteConsumerKey,
  sendMail,
  authorizeSubaccount,
  ...meta,
];
