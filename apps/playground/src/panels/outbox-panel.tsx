import type { ResetMail } from '@turbosmtp-auth/sandbox';
import type { JSX } from 'preact';
import { CopyButton } from '../parts/copy-button.tsx';
import { takeAlong } from '../parts/take-along.ts';
import { MASK } from '../service/mask.ts';
import { takeToken } from '../state/actions.ts';
import { outbox } from '../state/page.ts';

/** The mail as it is read, with the token hidden wherever it stands. */
const masked = ({ text, token }: ResetMail): string =>
  text.replaceAll(encodeURIComponent(token), MASK).replaceAll(token, MASK).trim();

function Mail({ mail, open }: { mail: ResetMail; open: boolean }): JSX.Element {
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
        <div class="actions">
          <button type="button" onClick={() => takeAlong(() => takeToken(mail.token, 'verifyResetToken'))}>
            Verify this token
          </button>
          <button type="button" onClick={() => takeAlong(() => takeToken(mail.token, 'resetPassword'))}>
            Reset with it
          </button>
          <CopyButton text={mail.token} label="Copy token" />
        </div>
      </details>
    </li>
  );
}

/** The mails that the sandbox would have sent, the latest first. */
export function OutboxPanel(): JSX.Element {
  const mails = outbox.value;
  return (
    <section class="card" id="outbox" aria-labelledby="outbox-title" data-testid="outbox">
      <h2 id="outbox-title">
        Outbox
        <span class="pill" aria-live="polite">
          {mails.length === 1 ? '1 mail' : `${mails.length} mails`}
        </span>
      </h2>
      {mails.length === 0 && <p class="hint">Reset mails arrive here instead of in an inbox.</p>}
      <ol class="mails">
        {mails.map((mail, index) => (
          <Mail key={mail.token} mail={mail} open={index === 0} />
        ))}
      </ol>
    </section>
  );
}
