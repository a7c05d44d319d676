import type { Answer } from '../answer.ts';
import { bringsPair } from '../caller.ts';
import { randomLargeInteger } from '../random.ts';
import type { Fields } from '../request-body.ts';
import { type Call, needsCaller, type Route } from '../route.ts';

/**
 * `POST /mail/send`, which the live service has on hosts of its own: the consumer pair only, and refusals in shapes of their own
 * (contract, "Beyond authentication"). The mail goes into the outbox.
 */
export const sendMail: Route = {
  operation: 'sendMail',
  method: 'POST',
  path: '/mail/send',
  auth: ['consumerPair'],
  permission: 'SEND_API',
  takesJson: true,
  checks: [
    ...needsCaller,
    { status: 400, code: 'error', when: ({ fields }) => problemsOf(fields).length > 0 },
  ],
  refuse: (status, code, call) =>
    status === 400
      ? { status, json: { message: code, errors: problemsOf(call.fields) } }
      : {
          status,
          json: {
            errorCode: 3,
            message: reasonOf(call),
            details: 'Mail takes consumerKey and consumerSecret.',
          },
        },
  perform: ({ fields, state }): Answer => {
    const mid = randomLargeInteger();
    state.outbox.send({
      from: textOf(fields, 'from'),
      to: textOf(fields, 'to'),
      subject: textOf(fields, 'subject'),
      text: textOf(fields, 'content'),
      html: textOf(fields, 'html_content'),
      mid: String(mid),
      sentAt: state.clock.now(),
    });
    // A number as it is in JSON: as a value of JavaScript it would be another.
    return { status: 200, json: { message: 'OK', mid }, text: `{"message":"OK","mid":${mid}}` };
  },
};

const textOf = (fields: Fields | null, name: string): string => fields?.text(name) ?? '';

/** The contract says that there are errors, not which: a mail without sender or recipient cannot be sent. */
const problemsOf = (fields: Fields | null): readonly string[] =>
  ['from', 'to'].filter((name) => textOf(fields, name).trim() === '').map((name) => `${name} is required`);

function reasonOf({ caller, request, state }: Call): string {
  if (!('refused' in caller) || !bringsPair(request.headers)) return 'Invalid authorization token';
  if (caller.refused !== 'account_is_inactive') return 'Wrong credentials specified';
  const key = request.headers.get('consumerkey') ?? '';
  const account = state.consumers.list().find((pair) => pair.key === key)?.account;
  return `Account for ${account} is inactive`;
}
