import { type ChangePasswordInput, createClient, isErrorOf } from '@turbosmtp-auth/browser';

const client = createClient();

export async function changePassword(input: ChangePasswordInput): Promise<string> {
  try {
    await client.changePassword(input);
    return 'Password changed';
  } catch (error) {
    if (isErrorOf('changePassword', error) && error.code === 'password_is_invalid')
      return 'The current password is wrong';
    throw error;
  }
}
