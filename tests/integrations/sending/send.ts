import { createClient, findConsumer } from '@turbosmtp-auth/node';

const baseUrl = process.env['TURBOSMTP_BASE_URL'];
const service = baseUrl ? { baseUrl } : {}; // without the variable, it is the live service

const consumer = await findConsumer(service);
if (!consumer)
  throw new Error(
    'Save a pair first: npx --no -- turbosmtp-auth consumer-keys create --permission SEND_API --save',
  );
const client = createClient({ ...service, consumer, region: 'global' }); // in Europe: 'eu'

const response = await client.fetch('/mail/send', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({
    from: 'shop@example.com',
    to: 'ada@example.com',
    subject: 'Your order',
    content: 'It is on its way.',
  }),
});
const answer = await response.text();
if (!response.ok) throw new Error(`The service answered ${response.status}: ${answer}`);
console.log('Sent:', /"mid":\s*(\d+)/.exec(answer)?.[1]);
