import { success } from '../answer.ts';
import { needsCaller, type Route } from '../route.ts';

/**
 * `POST /mail/send`, which the service has on hosts of its own: the consumer pair only, and a refusal in a
 * shape of its own. The sandbox sends nothing, and answers it on every host so that it can be tried on loopback.
 */
export const sendMail: Route = {
  operation: 'sendMail',
  method: 'POST',
  path: '/mail/send',
  auth: ['consumerPair'],
  takesJson: false,
  checks: needsCaller,
  refuse: (status, code) => ({
    status,
    json: { errorCode: status, message: code, details: 'Mail is sent with consumerKey and consumerSecret.' },
  }),
  perform: () => success,
};
