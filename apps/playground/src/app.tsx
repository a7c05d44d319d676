import type { JSX } from 'preact';
import { ExchangesPanel } from './panels/exchanges-panel.tsx';
import { FlowPanel } from './panels/flow-panel.tsx';
import { FlowTabs } from './panels/flow-tabs.tsx';
import { OutboxPanel } from './panels/outbox-panel.tsx';
import { QuestionsPanel } from './panels/questions-panel.tsx';
import { ClockPanel, FaultPanel } from './panels/sandbox-panel.tsx';
import { ServiceNotice, ServiceSwitch } from './panels/service-panel.tsx';
import { SessionPanel } from './panels/session-panel.tsx';
import { ThemeSwitch } from './parts/theme-switch.tsx';
import { settings } from './state/page.ts';

/** The whole page. */
export function App(): JSX.Element {
  const sandboxed = settings.value?.service !== 'live';
  return (
    <>
      <a class="skip" href="#flow">
        Skip to the form
      </a>
      <header class="top">
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
        <div class="top-controls">
          <ServiceSwitch />
          <ThemeSwitch />
        </div>
      </header>
      <ServiceNotice />
      <main class="bench">
        <FlowTabs />
        <div class="column">
          <FlowPanel />
          <ExchangesPanel />
        </div>
        <aside class="column" aria-label="State">
          <SessionPanel />
          {sandboxed && (
            <>
              <OutboxPanel />
              <ClockPanel />
              <FaultPanel />
              <QuestionsPanel />
            </>
          )}
        </aside>
      </main>
    </>
  );
}
