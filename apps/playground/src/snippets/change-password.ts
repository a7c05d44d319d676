import { createClient, isErrorOf } from '@turbosmtp-auth/browser';

const client = createClient();

export async function changePassword(currentPassword: string, newPassword: string): Promise<string> {
  try {
    await client.changePassword({ currentPassword, newPassword });
    return 'Password changed';
  } catch (error) {
    if (isErrorOf('changePassword', error) && error.code === 'password_is_invalid')
      return 'The current password is wrong';
    throw error;
  }
}
