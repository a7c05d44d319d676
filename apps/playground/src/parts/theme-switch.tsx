import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

const dark = matchMedia('(prefers-color-scheme: dark)');

/** Turns the page dark or light until it is left. Nothing is remembered. */
export function ThemeSwitch(): JSX.Element {
  const [isDark, setDark] = useState(dark.matches);
  const toggle = (): void => {
    document.documentElement.dataset['theme'] = isDark ? 'light' : 'dark';
    setDark(!isDark);
  };
  return (
    <button type="button" class="quiet theme" aria-pressed={isDark} aria-label="Dark theme" onClick={toggle}>
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <circle cx="10" cy="10" r="7" />
        <path d="M10 3a7 7 0 0 1 0 14z" />
      </svg>
    </button>
  );
}
