import type { Mail } from '@turbosmtp-auth/sandbox';
import type { JSX } from 'preact';
import { CopyButton } from '../parts/copy-button.tsx';
import { takeAlong } from '../parts/take-along.ts';
import { MASK } from '../service/mask.ts';
import { takeToken } from '../state/forms.ts';
import { outbox } from '../state/page.ts';

/** The mail as it is read, with the token hidden wherever it stands. */
const masked = ({ text, token }: Mail): string =>
  token ? text.replaceAll(encodeURIComponent(token), MASK).replaceAll(token, MASK).trim() : text.trim();

function TokenActions({ token }: { token: string }): JSX.Element {
  return (
    <div class="actions">
      <button type="button" onClick={() => takeAlong(() => takeToken(token, 'verifyResetToken'))}>
        Verify this token
      </button>
      <button type="button" onClick={() => takeAlong(() => takeToken(token, 'resetPassword'))}>
        Reset with it
      </button>
      <CopyButton text={token} label="Copy token" />
    </div>
  );
}

function MailItem({ mail, open }: { mail: Mail; open: boolean }): JSX.Element {
  return (
    <li class="mail">
      <details open={open}>
        <summary>
          <span class="mail-subject">{mail.subject}</span>
          <span class="hint">
            to {mail.to}, {new Date(mail.sentAt).toLocaleTimeString()}
          </span>
        </summary>
        <p class="mail-text">{masked(mail)}</p>
        {mail.token && <TokenActions token={mail.token} />}
      </details>
    </li>
  );
}

/** The mails that the sandbox would have sent, the latest first. */
export function OutboxPanel(): JSX.Element {
  const mails = outbox.value;
  return (
    <section class="card" id="outbox" tabIndex={-1} aria-labelledby="outbox-title" data-testid="outbox">
      <h2 id="outbox-title">
        Outbox
        <span class="pill" aria-live="polite">
          {mails.length === 1 ? '1 mail' : `${mails.length} mails`}
        </span>
      </h2>
      {mails.length === 0 && <p class="hint">Mails arrive here instead of in an inbox.</p>}
      <ol class="mails">
        {mails.map((mail, index) => (
          <MailItem key={mail.token ?? mail.mid} mail={mail} open={index === 0} />
        ))}
      </ol>
    </section>
  );
}
