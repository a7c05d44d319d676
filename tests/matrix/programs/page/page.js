// A page with a form, as its author writes it. The service is another origin, which the address names.
import { createClient, describeError } from '@turbosmtp-auth/browser';
import { createApi } from '@turbosmtp-auth/browser/api';

const [form] = document.forms;
const status = document.querySelector('[role=status]');
const client = createClient({ baseUrl: new URLSearchParams(location.search).get('service') });
const api = createApi(client);

const say = async (work) => {
  status.textContent = '…';
  status.textContent = await work().catch((error) => describeError(error));
};
const whoIsHere = async () => {
  const session = await client.session();
  return session ? `Signed in as ${session.account}` : 'Signed out';
};

form.onsubmit = (event) => {
  event.preventDefault();
  const { email, password } = Object.fromEntries(new FormData(form));
  say(async () => {
    await client.login({ email, password });
    return whoIsHere();
  });
};
document.querySelector('#call').onclick = () =>
  say(async () => `Found ${(await api('/analytics', { query: { limit: 1 } })).count}`);
document.querySelector('#sign-out').onclick = () =>
  say(async () => `Revoked ${(await client.logout()).revoked}`);
say(whoIsHere);
