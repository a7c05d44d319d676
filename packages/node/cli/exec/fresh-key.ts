import type { Session } from '@turbosmtp-auth/node';
import type { Invocation } from '../command.ts';
import { Failure } from '../failures.ts';
import { describeSession, serviceTime } from '../session-view.ts';

/** Milliseconds that a key must have left: a command takes its time, and cannot renew it. */
const ENOUGH = 10 * 60_000;

/** A key that a command can work with. If there is none, a person is asked for the password, and a script is signed out. */
export async function freshKey(invocation: Invocation): Promise<string> {
  const { client, signal, questions, flags } = invocation;
  const opened = await client();
  const session = await opened.session();
  if (!session || (await endsSoon(session, invocation))) {
    if (!questions.interactive)
      throw new Failure(
        'signed_out',
        session ? 'The API key has less than ten minutes left.' : 'There is no API key.',
        'Log in, and try again.',
        'signedOut',
        'login',
      );
    using _ = questions.expect();
    if (session) questions.tell(describeSession(session, await serviceTime(invocation)));
    const email = await questions.text(session?.account ?? flags.email, 'E-mail address', '--email');
    const [password] = await questions.secrets([{ name: 'the password', label: `Password of ${email}` }]);
    await opened.login({ email, password }, { signal });
  }
  return opened.apiKey({ signal });
}

const endsSoon = async ({ expiry }: Session, invocation: Invocation): Promise<boolean> =>
  expiry.at !== null && expiry.at.getTime() - (await serviceTime(invocation)) < ENOUGH;
