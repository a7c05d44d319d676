import { createClient, isErrorOf } from '@turbosmtp-auth/browser';

const client = createClient();

export async function logIn(email: string, password: string): Promise<string> {
  try {
    const session = await client.login({ email, password });
    return `Signed in as ${session.account}`;
  } catch (error) {
    if (isErrorOf('login', error) && error.code === 'wrong_credentials_specified')
      return 'Wrong e-mail address or password';
    throw error;
  }
}
