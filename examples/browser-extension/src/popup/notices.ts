import { english, type Interrupted } from '@turbosmtp-auth/browser/extension';
import { button, h } from '../parts/h.ts';
import { clock } from '../parts/say-error.ts';
import type { Popup } from './popup.ts';

const names: Readonly<Record<Interrupted['operation'], string>> = {
  login: 'Signing in',
  logout: 'Signing out',
  changePassword: 'Changing the password',
  settlePasswordChange: 'Finding out about the password',
  requestPasswordReset: 'The e-mail with the token',
  verifyResetToken: 'Checking the token',
  resetPassword: 'Resetting the password',
  listConsumerKeys: 'Listing the keys',
  createConsumerKey: 'Creating a key',
  deleteConsumerKey: 'Deleting a key',
};

/** What to do if it is unknown how a call ended. */
const next: Partial<Record<Interrupted['operation'], string>> = {
  login: 'If you are not signed in, sign in again.',
  requestPasswordReset: 'Look in your inbox before you ask for another.',
  resetPassword: 'Try to sign in with the new password before you use the token again.',
};

function sentence({ operation, outcome, code, startedAt }: Interrupted): string {
  const what = `${names[operation]} (${clock(startedAt)})`;
  if (outcome === 'done') return `${what}: done.`;
  if (outcome === 'failed') return `${what}: failed. ${code ? english[code][0] : ''}`;
  return `${what}: interrupted, so it is not known whether it worked. ${next[operation] ?? ''}`;
}

/** Tells the person of calls that ended while no popup was open, until each is acknowledged. */
export async function showNotices(place: HTMLElement, { client, show }: Popup): Promise<void> {
  const calls = await client.interrupted();
  const items = calls.map((call) => {
    const words = sentence(call).trim();
    const item = h('li', { 'data-outcome': call.outcome }, h('p', {}, words));
    const tell = async (): Promise<void> => {
      await client.acknowledge(call.id);
      item.remove();
      if (!place.querySelector('li')) place.replaceChildren();
    };
    const isChange = call.operation === 'changePassword' && call.outcome === 'unknown';
    item.append(
      isChange
        ? button(
            'Find out',
            async () => {
              const session = await client.session();
              await tell();
              show('settleChange', { email: session?.account ?? '' });
            },
            'secondary',
          )
        : button('OK', () => void tell(), 'secondary'),
    );
    return item;
  });
  place.removeAttribute('aria-busy');
  place.replaceChildren(
    ...(items.length > 0 ? [h('h2', {}, 'While this window was closed'), h('ul', {}, ...items)] : []),
  );
}
