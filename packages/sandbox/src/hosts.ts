import { basePath } from './base-path.ts';

/** The hosts of the live service that send mail, by region, and do nothing else (contract, "Beyond authentication"). */
const mailHosts: readonly string[] = ['api.turbo-smtp.com', 'api.eu.turbo-smtp.com'];

/** The host of everything else, which sends no mail. */
const baseHost = 'pro.api.serversmtp.com';

/** Whether a host has a path. Under any other name, such as loopback, the sandbox is all of these hosts at once. */
export function isServedBy(hostname: string, pathname: string): boolean {
  const isMail = pathname === `${basePath}/mail/send`;
  if (mailHosts.includes(hostname)) return isMail;
  return !(isMail && hostname === baseHost);
}
