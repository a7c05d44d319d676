// Asks for the account's latest sends with the fewest permissions: one host, three variables, no files.
import { createClient, describeError } from '@turbosmtp-auth/deno';

const client = createClient({
  baseUrl: Deno.env.get('TURBOSMTP_BASE_URL') ?? 'https://pro.api.serversmtp.com/api/v2',
  credentials: {
    email: Deno.env.get('TURBOSMTP_EMAIL') ?? '',
    password: Deno.env.get('TURBOSMTP_PASSWORD') ?? '',
  },
});
try {
  const response = await client.fetch('/analytics?limit=5');
  if (!response.ok) throw new Error(`The service answered ${response.status}.`);
  console.log(await response.json());
} catch (error) {
  console.error(describeError(error));
  Deno.exitCode = 1;
} finally {
  await client.close();
}
