import type { Client } from '@turbosmtp-auth/core';
import { ok } from './expect.ts';
import type { ServicePort } from './service-port.ts';

/** Asks for a reset mail and takes the token out of it. */
export async function tokenFromMail(client: Client, service: ServicePort, email: string): Promise<string> {
  await client.requestPasswordReset({ email });
  const mail = (await service.outbox()).at(-1);
  ok(mail?.to === email && mail.token !== undefined, 'a mail to the account with a token');
  return mail.token;
}
