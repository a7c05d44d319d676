import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { ErrorView } from '../parts/error-view.tsx';
import { goTo } from '../parts/reveal.ts';
import type { BenchSettings } from '../service/bench.ts';
import { restart } from '../state/client.ts';
import { kept, settings } from '../state/page.ts';
import { startOverWithStory } from '../state/stories.ts';

/** The live service; written out, since the client's own default cannot be shown. */
const liveBaseUrl = 'https://pro.api.serversmtp.com/api/v2';

const services: readonly [BenchSettings['service'], string][] = [
  ['sandbox', 'Sandbox'],
  ['live', 'Live service'],
];

/** Chooses between the sandbox and the live service. The live one starts with nothing filled in and nothing kept. */
export function ServiceSwitch(): JSX.Element {
  const chosen = settings.value?.service;
  return (
    <fieldset class="segments" aria-label="Service">
      {services.map(([service, label]) => (
        <label key={service}>
          <input
            type="radio"
            name="service"
            checked={chosen === service}
            onChange={() =>
              void restart({ service, baseUrl: liveBaseUrl, store: service === 'live' ? 'memory' : 'sealed' })
            }
          />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** Of the sandbox: the live service has nothing that could begin anew. */
export function StartOver(): JSX.Element | null {
  if (settings.value?.service === 'live') return null;
  return (
    <button type="button" class="small" onClick={() => void startOverWithStory()}>
      Start over
    </button>
  );
}

function LiveNotice({ chosen }: { chosen: BenchSettings }): JSX.Element {
  const [baseUrl, setBaseUrl] = useState(chosen.baseUrl);
  const [error, setError] = useState<unknown>();
  const apply = (event: SubmitEvent): void => {
    event.preventDefault();
    restart({ ...chosen, baseUrl }).then(() => setError(undefined), setError);
  };
  return (
    <div class="notice live" role="note">
      <p>
        <strong>Real account, real calls.</strong> What you type goes only to the address below. The page
        keeps nothing in this browser, unless you tick “Keep the key in this browser” in the panel Session.
        The sandbox is signed out. Switch back, and you see again what it showed.
      </p>
      <p>
        Calls work only if the service allows pages of this origin (CORS). Its documentation does not say
        whether it does. If not, the browser blocks each call, and you see a <code>NetworkError</code> or an{' '}
        <code>OutcomeUnknownError</code>. Then use Node or Deno: the same code works there.
      </p>
      <div class="actions">
        <button type="button" class="small" onClick={() => void goTo('session')}>
          Go to Session
        </button>
      </div>
      <form class="input-row" onSubmit={apply} aria-label="Live service" noValidate>
        <label for="base-url">Base URL</label>
        <input
          id="base-url"
          value={baseUrl}
          onInput={(event) => setBaseUrl(event.currentTarget.value)}
          spellcheck={false}
          autocomplete="off"
        />
        <button type="submit">Use</button>
      </form>
      {error !== undefined && <ErrorView error={error} />}
    </div>
  );
}

/** What the page talks to, said before anything is typed. */
export function ServiceNotice(): JSX.Element | null {
  const chosen = settings.value;
  if (!chosen) return null;
  if (chosen.service === 'live') return <LiveNotice chosen={chosen} />;
  return (
    <p class="notice" role="note" data-testid="notice" data-kept={kept.value}>
      The whole service runs inside this page: no account, no network.{' '}
      <span class="roomy">
        Try every call, and watch what it sends: a demo account is filled in.{' '}
        {kept.value === 'never'
          ? 'This browser keeps nothing across a reload.'
          : 'A reload keeps your session and forms.'}
      </span>
    </p>
  );
}
