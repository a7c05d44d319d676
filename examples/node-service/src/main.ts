// A service that asks for the account's latest sends, with nobody there to log in: the client does that by itself.
import process from 'node:process';
import { createClient, describeError } from '@turbosmtp-auth/node';

const {
  TURBOSMTP_BASE_URL: baseUrl = 'https://pro.api.serversmtp.com/api/v2',
  TURBOSMTP_EMAIL: email = '',
  TURBOSMTP_PASSWORD: password = '',
} = process.env;

const client = createClient({ baseUrl, credentials: { email, password } });
try {
  const response = await client.fetch('/analytics?limit=5');
  if (!response.ok) throw new Error(`The service answered ${response.status}.`);
  console.log(await response.json());
} catch (error) {
  console.error(describeError(error));
  process.exitCode = 1;
} finally {
  await client.close();
}
