import type { CallOptions, Client, Credentials, OperationName, Operations } from '@turbosmtp-auth/core';

/** One valid call of each verb; `logout` aside, what it answers when the service is content. */
export type Call = (client: Client, account: Credentials, options?: CallOptions) => Promise<unknown>;

/** Every verb of the client, called with input that nothing is wrong with. */
export const calls: Readonly<Record<OperationName, Call>> = {
  login: (client, account, options) => client.login(account, options),
  logout: (client, _, options) => client.logout(options),
  changePassword: (client, { password }, options) =>
    client.changePassword({ currentPassword: password, newPassword: 'Newer-Horse-10' }, options),
  requestPasswordReset: (client, { email }, options) => client.requestPasswordReset({ email }, options),
  verifyResetToken: (client, _, options) => client.verifyResetToken({ token: 'token' }, options),
  listConsumerKeys: (client, _, options) => client.listConsumerKeys(options),
  createConsumerKey: (client, _, options) => client.createConsumerKey({ permissions: ['APIS'] }, options),
  deleteConsumerKey: (client, _, options) => client.deleteConsumerKey({ key: 'pair-key' }, options),
  resetPassword: (client, _, options) =>
    client.resetPassword({ token: 'token', newPassword: 'Newer-Horse-10' }, options),
};

/** The verbs that take a key, by the contract. */
export const needsKey = (operation: Operations[OperationName]): boolean => operation.auth.length > 0;
