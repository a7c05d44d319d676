import { createClient, isErrorOf } from '@turbosmtp-auth/browser';

const client = createClient();

// The same answer whether or not the address is known: nobody can try out addresses.
export async function requestReset(email: string): Promise<string> {
  try {
    await client.requestPasswordReset({ email });
  } catch (error) {
    if (!isErrorOf('requestPasswordReset', error) || error.code !== 'email_not_found') throw error;
  }
  return 'If that address has an account, a mail is on its way';
}
