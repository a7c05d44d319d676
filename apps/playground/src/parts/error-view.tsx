import {
  describeError,
  english,
  isTurboSMTPAuthError,
  type TurboSMTPAuthError,
} from '@turbosmtp-auth/browser';
import type { JSX } from 'preact';
import type { Flow } from '../flows/flow.ts';
import { InlineCode } from './inline-code.tsx';
import { NextSteps } from './next-steps.tsx';
import { Words } from './words.tsx';

/** The facts of an error, as the SDK gives them, in the order in which they help. */
function factsOf(error: TurboSMTPAuthError): [name: string, value: string][] {
  const facts: [string, unknown][] = [
    ['code', error.code],
    ['status', error.status],
    ['serverCode', error.serverCode],
    ['operation', error.operation],
    ['retryable', error.retryable],
    ['retryAt', error.retryAt?.toLocaleTimeString()],
    ['issues', error.issues?.map(({ path, code }) => `${path}: ${code}`).join('\n')],
  ];
  return facts.filter(([, value]) => value !== undefined).map(([name, value]) => [name, String(value)]);
}

/** What happened. What is wrong with a field is said beside that, and the hint below. */
const sentenceOf = ({ code, message }: TurboSMTPAuthError): string =>
  Object.hasOwn(english, code) ? english[code][0] : message;

/** A failure for people, and beneath it for programs. */
export function ErrorView({ flow, error }: { flow?: Flow | undefined; error: unknown }): JSX.Element {
  if (error instanceof DOMException && error.name === 'AbortError')
    return <p class="outcome note">Cancelled. The signal's reason is what the call rejected with.</p>;
  if (!isTurboSMTPAuthError(error)) return <p class="outcome bad">{describeError(error)}</p>;
  return (
    <div class="outcome bad">
      <p class="outcome-title">{sentenceOf(error)}</p>
      <p class="hint">
        <InlineCode text={error.hint} />
      </p>
      {flow && <NextSteps flow={flow} failure={error} />}
      <dl class="facts" data-testid="error">
        <div>
          <dt>class</dt>
          <dd data-fact="class">
            <Words text={error.name} />
          </dd>
        </div>
        {factsOf(error).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd data-fact={name}>
              <Words text={value} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
