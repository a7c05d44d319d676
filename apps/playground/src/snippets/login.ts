import { createClient, isErrorOf, type LoginInput } from '@turbosmtp-auth/browser';

const client = createClient();

export async function logIn(input: LoginInput): Promise<string> {
  try {
    const session = await client.login(input);
    return `Signed in as ${session.account}`;
  } catch (error) {
    if (isErrorOf('login', error) && error.code === 'wrong_credentials_specified')
      return 'Wrong e-mail address or password';
    throw error;
  }
}
