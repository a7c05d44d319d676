import { findConsumer } from '@turbosmtp-auth/node';
import { createTransport } from 'nodemailer';

const baseUrl = process.env['TURBOSMTP_BASE_URL'];
const pair = await findConsumer(baseUrl ? { baseUrl } : {});
if (!pair)
  throw new Error(
    'Save a pair first: npx --no -- turbosmtp-auth consumer-keys create --permission SEND_SMTP --save',
  );

const transport = createTransport({
  host: process.env['SMTP_HOST'] ?? '',
  port: Number(process.env['SMTP_PORT'] ?? 465),
  secure: true,
  auth: { user: pair.key, pass: pair.secret },
});
const { accepted } = await transport.sendMail({
  from: 'shop@example.com',
  to: 'ada@example.com',
  subject: 'Your order',
  text: 'It is on its way.',
});
console.log('Accepted for', accepted.join(', '));
