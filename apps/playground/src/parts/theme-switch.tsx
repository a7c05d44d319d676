import { effect, signal } from '@preact/signals';
import type { JSX } from 'preact';

const KEY = 'turbosmtp-auth-playground-theme';
const dark = matchMedia('(prefers-color-scheme: dark)');

/** What was chosen, if storage is allowed here and has it. */
function remembered(): boolean | undefined {
  try {
    const theme = localStorage.getItem(KEY);
    return theme === null ? undefined : theme === 'dark';
  } catch {
    return undefined;
  }
}

/** `undefined`: as the system has it. */
const chosen = signal(remembered());
const system = signal(dark.matches);
dark.addEventListener('change', () => {
  system.value = dark.matches;
});

effect(() => {
  if (chosen.value === undefined) return;
  const theme = chosen.value ? 'dark' : 'light';
  document.documentElement.dataset['theme'] = theme;
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Then the theme lasts as long as the page.
  }
});

/** Turns the page dark or light, and remembers that. Before the first press the system decides. */
export function ThemeSwitch(): JSX.Element {
  const isDark = chosen.value ?? system.value;
  return (
    <button
      type="button"
      class="quiet theme"
      aria-pressed={isDark}
      aria-label="Dark theme"
      onClick={() => {
        chosen.value = !isDark;
      }}
    >
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <circle cx="10" cy="10" r="7" />
        <path d="M10 3a7 7 0 0 1 0 14z" />
      </svg>
    </button>
  );
}
