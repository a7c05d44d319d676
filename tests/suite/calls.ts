import type { Client, Credentials, OperationName, Operations } from '@turbosmtp-auth/core';

/** One valid call of each verb; `logout` aside, what it answers when the service is content. */
export type Call = (client: Client, account: Credentials) => Promise<unknown>;

/** Every verb of the client, called with input that nothing is wrong with. */
export const calls: Readonly<Record<OperationName, Call>> = {
  login: (client, account) => client.login(account),
  logout: (client) => client.logout(),
  changePassword: (client, { password }) =>
    client.changePassword({ currentPassword: password, newPassword: 'Newer-Horse-10' }),
  requestPasswordReset: (client, { email }) => client.requestPasswordReset({ email }),
  verifyResetToken: (client) => client.verifyResetToken({ token: 'token' }),
  listConsumerKeys: (client) => client.listConsumerKeys(),
  createConsumerKey: (client) => client.createConsumerKey({ permissions: ['APIS'] }),
  deleteConsumerKey: (client) => client.deleteConsumerKey({ key: 'pair-key' }),
  resetPassword: (client) => client.resetPassword({ token: 'token', newPassword: 'Newer-Horse-10' }),
};

/** The verbs that take a key, by the contract. */
export const needsKey = (operation: Operations[OperationName]): boolean => operation.auth.length > 0;
