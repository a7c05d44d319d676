import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

/** Copies a text; the text itself never becomes part of the page. */
export function CopyButton({ text, label }: { text: string | (() => string); label: string }): JSX.Element {
  const [said, say] = useState('');
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(typeof text === 'string' ? text : text()).then(
      () => say('Copied'),
      () => say('Not allowed'),
    );
    setTimeout(() => say(''), 1500);
  };
  return (
    <button type="button" class="quiet small" onClick={() => void copy()} aria-live="polite">
      {said || label}
    </button>
  );
}
