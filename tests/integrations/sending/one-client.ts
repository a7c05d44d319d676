import { createClient, findConsumer } from '@turbosmtp-auth/node';

const baseUrl = process.env['TURBOSMTP_BASE_URL'];
const service = baseUrl ? { baseUrl } : {};

const consumer = await findConsumer(service);
const client = createClient({
  ...service,
  credentials: {
    email: process.env['TURBOSMTP_EMAIL'] ?? '',
    password: () => process.env['TURBOSMTP_PASSWORD'] ?? '',
  },
  ...(consumer && { consumer }),
});
const { status } = await client.fetch('/analytics?limit=1'); // with the API key
const mail = {
  from: 'shop@example.com',
  to: 'ada@example.com',
  subject: 'Your order',
  content: 'It is on its way.',
};
const sent = await client.fetch('/mail/send', { method: 'POST', body: JSON.stringify(mail) }); // with the pair
console.log(status, sent.status);
