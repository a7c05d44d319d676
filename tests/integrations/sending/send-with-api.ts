import { createClient, findConsumer } from '@turbosmtp-auth/node';
import { createApi } from '@turbosmtp-auth/node/api';

const baseUrl = process.env['TURBOSMTP_BASE_URL'];
const service = baseUrl ? { baseUrl } : {};

const consumer = await findConsumer(service);
if (!consumer)
  throw new Error(
    'Save a pair first: npx --no -- turbosmtp-auth consumer-keys create --permission SEND_API --save',
  );
const api = createApi(createClient({ ...service, consumer, region: 'global' }));

const { message, mid } = await api('/mail/send', {
  method: 'POST',
  body: {
    from: 'shop@example.com',
    to: 'ada@example.com',
    subject: 'Your order',
    content: 'It is on its way.',
  },
  // A mid is longer than a number of JavaScript: it becomes a string here, before it is rounded.
  parseResponse: (text) => JSON.parse(text.replace(/("mid":\s*)(\d+)/, '$1"$2"')),
});
console.log(message, mid);
