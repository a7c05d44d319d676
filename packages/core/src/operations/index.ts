import { type ChangePasswordInput, changePassword, type changePasswordCodes } from './change-password.ts';
import {
  type CreateConsumerKeyInput,
  createConsumerKey,
  type createConsumerKeyCodes,
  type NewConsumerPair,
} from './create-consumer-key.ts';
import {
  type DeleteConsumerKeyInput,
  deleteConsumerKey,
  type deleteConsumerKeyCodes,
} from './delete-consumer-key.ts';
import { type ConsumerKey, listConsumerKeys, type listConsumerKeysCodes } from './list-consumer-keys.ts';
import { type LoginInput, type LoginReply, login, type loginCodes } from './login.ts';
import { logout, type logoutCodes } from './logout.ts';
import type { Operation } from './operation.ts';
import {
  type RequestPasswordResetInput,
  requestPasswordReset,
  type requestPasswordResetCodes,
} from './request-password-reset.ts';
import { type ResetPasswordInput, resetPassword, type resetPasswordCodes } from './reset-password.ts';
import {
  type VerifyResetTokenInput,
  verifyResetToken,
  type verifyResetTokenCodes,
} from './verify-reset-token.ts';

/** The table of operations: a new endpoint is a file beside this one and a line in each list. */
export interface Operations {
  /** `POST /authorize` */
  readonly login: Operation<LoginInput, LoginReply, typeof loginCodes>;
  /** `POST /deauthorize` */
  readonly logout: Operation<object, void, typeof logoutCodes>;
  /** `PUT /change-password` */
  readonly changePassword: Operation<ChangePasswordInput, void, typeof changePasswordCodes>;
  /** `POST /forgot-password` */
  readonly requestPasswordReset: Operation<RequestPasswordResetInput, void, typeof requestPasswordResetCodes>;
  /** `GET /forgot-password` */
  readonly verifyResetToken: Operation<VerifyResetTokenInput, boolean, typeof verifyResetTokenCodes>;
  /** `PUT /forgot-password` */
  readonly resetPassword: Operation<ResetPasswordInput, void, typeof resetPasswordCodes>;
  /** `GET /user/consumerKeys` */
  readonly listConsumerKeys: Operation<object, ConsumerKey[], typeof listConsumerKeysCodes>;
  /** `POST /user/consumerKeys` */
  readonly createConsumerKey: Operation<
    CreateConsumerKeyInput,
    NewConsumerPair,
    typeof createConsumerKeyCodes
  >;
  /** `DELETE /user/consumerKeys/{consumerKey}` */
  readonly deleteConsumerKey: Operation<DeleteConsumerKeyInput, void, typeof deleteConsumerKeyCodes>;
}

/** Every client of a program sends what stands there. */
function frozen(table: Operations): Operations {
  for (const operation of Object.values(table)) Object.freeze(operation);
  return Object.freeze(table);
}

/** The operations of the contract, by the client's verbs. */
export const operations: Operations = /* @__PURE__ */ frozen({
  login,
  logout,
  changePassword,
  requestPasswordReset,
  verifyResetToken,
  resetPassword,
  listConsumerKeys,
  createConsumerKey,
  deleteConsumerKey,
});
