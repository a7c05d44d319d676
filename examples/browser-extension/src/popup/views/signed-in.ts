import { button, h } from '../../parts/h.ts';
import { clock, sayError } from '../../parts/say-error.ts';
import type { Sends } from '../../service/sends.ts';
import type { Popup, View, Views } from '../popup.ts';

/** Milliseconds between two looks at the time that is left. */
const LOOK = 10_000;

export function signedIn(
  { client, show, start, divert }: Popup,
  { session, remember }: Views['signedIn'],
): View {
  const { account, expiry, mintedAt } = session;
  const sends = h('dd', { 'aria-live': 'polite' }, '…');
  client.ask<Sends>('sends').then(
    ({ count }) => {
      sends.textContent = count.toLocaleString();
    },
    (error) => {
      if (!divert(error)) sends.textContent = sayError(error).words;
    },
  );

  const left = h('dd', {});
  const bar = h('progress', { 'aria-label': 'Time left', max: '1' });
  const tell = async (at: Date): Promise<void> => {
    const life = at.getTime() - mintedAt.getTime();
    const ms = Math.min(at.getTime() - Date.now(), life);
    bar.value = Math.max(ms / life, 0);
    if (ms > 0) left.textContent = `${duration(ms)}, until ${clock(at)}`;
    // The times are those of the service. The clock of this machine may be wrong, so the background decides.
    else if (await client.session()) left.textContent = `Until ${clock(at)}, turboSMTP's time`;
    else await start(`Your session ended at ${clock(at)}. Sign in again.`);
  };
  const look = (): void => {
    if (expiry.at) tell(expiry.at).catch(divert);
    else left.textContent = 'No end, until you sign out';
  };
  look();
  const timer = setInterval(look, LOOK);

  const problem = h('p', { class: 'alert', role: 'alert' });
  const signOut = button(
    'Sign out',
    async () => {
      try {
        const { revoked } = await client.logout();
        await start(
          revoked === 'queued'
            ? 'You are signed out here. turboSMTP cannot be reached. Your key will be revoked as soon as it can be reached.'
            : 'You are signed out.',
        );
      } catch (error) {
        if (!divert(error)) problem.textContent = sayError(error).words;
      }
    },
    'secondary',
  );

  return {
    title: 'Signed in',
    content: [
      problem,
      h(
        'section',
        { class: 'account', 'aria-label': 'Account' },
        h('span', { class: 'initial', 'aria-hidden': 'true' }, account.charAt(0).toUpperCase()),
        h(
          'div',
          {},
          h('p', { class: 'name' }, account),
          h('p', { class: 'help' }, remember ? 'Remembered on this device' : 'Until the browser closes'),
        ),
      ),
      h(
        'dl',
        { class: 'facts' },
        h('div', {}, h('dt', {}, 'Time left'), left, expiry.at !== null && h('dd', { class: 'bar' }, bar)),
        h('div', {}, h('dt', {}, 'Messages sent'), sends),
      ),
      h(
        'div',
        { class: 'actions' },
        button('Change password', () => show('changePassword', { email: account }), 'secondary'),
        signOut,
      ),
    ],
    leave: () => clearInterval(timer),
  };
}

/** "1 h 59 min". */
function duration(ms: number): string {
  const minutes = Math.max(0, Math.ceil(ms / 60_000));
  const hours = Math.floor(minutes / 60);
  return hours > 0 ? `${hours} h ${minutes % 60} min` : `${minutes} min`;
}
