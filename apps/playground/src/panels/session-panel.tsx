import type { Session } from '@turbosmtp-auth/browser';
import type { JSX } from 'preact';
import { restart } from '../state/client.ts';
import { happenings, now, session, settings, store } from '../state/page.ts';

const pad = (number: number): string => String(number).padStart(2, '0');

/** How long until then, as hours, minutes and seconds. */
function until(at: number): string {
  const seconds = Math.max(0, Math.floor((at - now.value) / 1000));
  return `${Math.floor(seconds / 3600)}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
}

/** From when a key is shown as running out. */
const SOON = 10 * 60 * 1000;

function Expiry({ expiry, mintedAt }: Pick<Session, 'expiry' | 'mintedAt'>): JSX.Element {
  if (!expiry.at) return <p class="countdown">never expires</p>;
  const left = expiry.at.getTime() - now.value;
  const share = Math.max(0, Math.min(1, left / (expiry.at.getTime() - mintedAt.getTime())));
  return (
    <>
      <p class="countdown" data-soon={left < SOON} role="timer" data-testid="countdown">
        {until(expiry.at.getTime())}
        <span class="unit">until the key expires</span>
      </p>
      <meter class="life" value={share} low={0.1} aria-label="What is left of the key's life" />
    </>
  );
}

/** Who is signed in, for how long, and where the key lies. */
export function SessionPanel(): JSX.Element {
  const current = session.value;
  const chosen = settings.value;
  const description = store.value;
  return (
    <section class="card" id="session" tabIndex={-1} aria-labelledby="session-title" data-testid="session">
      <h2 id="session-title">
        Session
        <span class={current ? 'pill good' : 'pill'} aria-live="polite">
          {current === undefined ? '…' : current ? 'signed in' : 'signed out'}
        </span>
      </h2>
      {current ? (
        <>
          <Expiry {...current} />
          <dl class="facts">
            <div>
              <dt>account</dt>
              <dd>{current.account}</dd>
            </div>
            <div>
              <dt>minted</dt>
              <dd>{current.mintedAt.toLocaleTimeString()}</dd>
            </div>
            <div>
              <dt>expires</dt>
              <dd>{current.expiry.at ? `${current.expiry.at.toLocaleTimeString()} (estimated)` : 'never'}</dd>
            </div>
            <div>
              <dt>persisted</dt>
              <dd>{current.persisted ? 'yes' : 'no, it ends with this page'}</dd>
            </div>
          </dl>
        </>
      ) : (
        <p class="hint">No key is held. Log in, and this shows what the program gets to see of it.</p>
      )}
      {happenings.value.length > 0 && (
        <ol class="happenings" aria-label="Events, the latest first" data-testid="events">
          {happenings.value.map(({ id, event, at }) => (
            <li key={id}>
              <code>{event}</code> <time>{new Date(at).toLocaleTimeString()}</time>
            </li>
          ))}
        </ol>
      )}
      {description && (
        <dl class="facts store">
          <div>
            <dt>store</dt>
            <dd>{description.backend}</dd>
          </div>
          <div>
            <dt>assurance</dt>
            <dd>{description.assurance}</dd>
          </div>
          <div>
            <dt>shared with</dt>
            <dd>{description.sharedWith}</dd>
          </div>
        </dl>
      )}
      {chosen && (
        <label class="choice">
          <input
            type="checkbox"
            checked={chosen.store === 'sealed'}
            onChange={(event) =>
              void restart({ ...chosen, store: event.currentTarget.checked ? 'sealed' : 'memory' })
            }
          />
          <span>
            Keep the key in this browser, sealed <span class="hint">(changing this signs out)</span>
          </span>
        </label>
      )}
    </section>
  );
}
