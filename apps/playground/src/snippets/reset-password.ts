import { createClient, isErrorOf } from '@turbosmtp-auth/browser';

const client = createClient();

export async function resetPassword(token: string, newPassword: string): Promise<string> {
  try {
    await client.resetPassword({ token, newPassword });
    return 'Password set: log in with it';
  } catch (error) {
    if (isErrorOf('resetPassword', error) && error.code === 'token_is_invalid')
      return 'That token is used or expired: ask for a new mail';
    throw error;
  }
}
