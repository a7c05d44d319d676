import { expect } from 'vitest';

/** Somebody who uses the page, in whichever browser. */
export interface Person {
  /** Opens a flow by its title. */
  open(title: string): Promise<void>;
  /** Puts a text into a field of the open flow, by its label. */
  type(label: string, text: string): Promise<void>;
  /** Ticks a box of the open flow, by its label. */
  tick(label: string): Promise<void>;
  /** Presses a button by its name. */
  press(name: string): Promise<void>;
  /** Presses the open flow's own button, and waits until the run is over. */
  submit(state: 'done' | 'failed'): Promise<void>;
  /** All that a part of the page says, by its test id. */
  read(part: string): Promise<string>;
  reload(): Promise<void>;
  /** Everything in the document, attributes included; what a field holds is no part of it. */
  html(): Promise<string>;
}

const passwords = ['Correct-Horse-9', 'Better-Horse-10', 'Other-Horse-11', 'Newest-Horse-12'] as const;

/** Goes through every flow, a fault, its way out, a story, a reload and a new beginning. */
export async function goThroughEveryFlow(person: Person): Promise<void> {
  const { open, type, tick, press, submit, read } = person;
  const sees = (part: string, text: string): Promise<void> =>
    expect.poll(() => read(part), { message: part }).toContain(text);
  const [, second, third, last] = passwords;

  await submit('done');
  await sees('session', 'demo@example.com');
  await sees('wire', 'HTTP 200');
  await person.reload();
  await sees('session', 'signed in');
  await open('Use the key');
  await submit('done');
  await sees('result', '200');
  await sees('timeline', 'GET /analytics: 200');

  await open('Change password');
  await type('Current password', 'Wrong-Horse-77');
  await type('New password', second);
  await submit('failed');
  await sees('result', 'password_is_invalid');
  await type('Current password', passwords[0]);
  await submit('done');
  await open('Settle a change');
  await type('Current password', second);
  await type('New password', third);
  await submit('done');
  await sees('result', 'unchanged');

  await open('Request a reset');
  await submit('done');
  await press('See the mail in the outbox');
  await sees('outbox', '1 mail');
  await press('Verify this token');
  await submit('done');
  await sees('result', 'The token is valid');
  await press('Reset with it');
  await type('New password', last);
  await submit('done');

  await open('Create consumer key');
  await tick('SEND_API');
  await submit('done');
  await press('Send a mail with this pair');
  await submit('done');
  await sees('result', '"message": "OK"');
  await sees('wire', '/mail/send');
  await press('See the mail in the outbox');
  await sees('outbox', '2 mails');
  await sees('outbox', 'Sent with a consumer pair.');
  await open('List consumer keys');
  await submit('done');
  await sees('result', '"SEND_API"');
  await open('Create consumer key');
  await press('Call with this pair');
  await press('Redirect elsewhere');
  await submit('failed');
  await sees('result', 'redirect_refused');
  await press('Try again');
  await sees('result', '200');
  await open('Create consumer key');
  await press('Delete this pair');
  await submit('done');

  await press('+2 hours');
  await sees('session', 'signed out');
  await open('Log in');
  await submit('done');
  await open('Log out');
  await submit('done');
  await sees('live-keys', 'No key is valid now.');
  await press('Two tabs');
  await press('Play');
  await sees('story', '1 login and 2 calls');
  const html = await person.html();
  for (const secret of [...passwords, 'Wrong-Horse-77']) expect(html).not.toContain(secret);
  await press('Start over');
  await sees('session', 'signed out');
  await sees('outbox', '0 mails');
}
