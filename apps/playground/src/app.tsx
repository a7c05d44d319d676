import type { JSX } from 'preact';
import { AnswerPanel } from './panels/answer-panel.tsx';
import { ExchangesPanel } from './panels/exchanges-panel.tsx';
import { FlowNav } from './panels/flow-nav.tsx';
import { FlowPanel } from './panels/flow-panel.tsx';
import { OutboxPanel } from './panels/outbox-panel.tsx';
import { QuestionsPanel } from './panels/questions-panel.tsx';
import { ClockPanel, FaultPanel } from './panels/sandbox-panel.tsx';
import { ServiceNotice, ServiceSwitch, StartOver } from './panels/service-panel.tsx';
import { SessionPanel } from './panels/session-panel.tsx';
import { adapter } from './panels/snippet.tsx';
import { StoriesPanel } from './panels/stories-panel.tsx';
import { TimelinePanel } from './panels/timeline-panel.tsx';
import { CopyButton } from './parts/copy-button.tsx';
import { goTo } from './parts/reveal.ts';
import { ThemeSwitch } from './parts/theme-switch.tsx';
import { settings } from './state/page.ts';

const repository = 'https://github.com/turbosmtp-auth/turbosmtp-auth';

/** How to get the package that the shown code imports. */
function Get(): JSX.Element {
  const name = `@turbosmtp-auth/${adapter.value}`;
  const isDeno = adapter.value === 'deno';
  const install = isDeno ? `deno add jsr:${name}` : `npm install ${name}`;
  const firstLinks: readonly [text: string, url: string][] = [
    ['Documentation', `${repository}#readme`],
    ['GitHub', repository],
    isDeno ? ['JSR', `https://jsr.io/${name}`] : ['npm', `https://www.npmjs.com/package/${name}`],
  ];
  return (
    <div class="get">
      <code>{install}</code>
      <CopyButton text={install} label="Copy" />
      <nav aria-label="Where to get it">
        <ul>
          {firstLinks.map(([text, url]) => (
            <li key={url}>
              <a href={url} rel="noreferrer">
                {text}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  );
}

const links: readonly [text: string, url: string][] = [
  ['Documentation', `${repository}#readme`],
  ['Security model', `${repository}/blob/main/docs/security.md`],
  ['Errors', `${repository}/blob/main/docs/errors.md`],
  ['npm: node', 'https://www.npmjs.com/package/@turbosmtp-auth/node'],
  ['npm: browser', 'https://www.npmjs.com/package/@turbosmtp-auth/browser'],
  ['JSR: deno', 'https://jsr.io/@turbosmtp-auth/deno'],
];

/** The whole page. */
export function App(): JSX.Element {
  const sandboxed = settings.value?.service !== 'live';
  return (
    <>
      <button type="button" class="skip" onClick={() => void goTo('flow')}>
        Skip to the form
      </button>
      <header>
        <div class="top">
          <div class="brand">
            <svg viewBox="0 0 32 32" aria-hidden="true">
              <rect width="32" height="32" rx="9" />
              <circle cx="12" cy="16" r="4.5" />
              <path d="M16.5 16H26M22 16v4M25.5 16v3" />
            </svg>
            <h1>
              turbosmtp-auth <span>playground</span>
            </h1>
          </div>
          <ThemeSwitch />
          <div class="top-controls">
            <StartOver />
            <ServiceSwitch />
          </div>
        </div>
        <p class="pitch">
          For developers who call turboSMTP, an e-mail sending service:{' '}
          <span class="whole">turbosmtp-auth</span> logs in, keeps the API key safe, and renews and revokes
          it.
        </p>
        <Get />
        <ServiceNotice />
      </header>
      <main>
        {sandboxed && <StoriesPanel />}
        <div class="bench">
          <FlowNav />
          <FlowPanel />
          <div class="column wire-column">
            <AnswerPanel />
            <ExchangesPanel />
            <TimelinePanel />
          </div>
          <aside class="state" aria-label="State">
            <div class="column">
              <SessionPanel />
            </div>
            {sandboxed && (
              <>
                <div class="column">
                  <FaultPanel />
                </div>
                <div class="column">
                  <ClockPanel />
                  <OutboxPanel />
                  <QuestionsPanel />
                </div>
              </>
            )}
          </aside>
        </div>
      </main>
      <footer class="links">
        <nav aria-label="Documentation and packages">
          <ul>
            {links.map(([text, url]) => (
              <li key={url}>
                <a href={url} rel="noreferrer">
                  {text}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </footer>
    </>
  );
}
