import { button, h } from '../../parts/h.ts';
import type { View } from '../popup.ts';

/** The background this popup talked to is gone, and the next one knows nothing of it. */
export const restarted = (): View => ({
  title: 'The extension was updated',
  content: [
    h(
      'p',
      {},
      'What you were doing may not have been finished. If you were signed in, you may have to sign in again.',
    ),
    button('Start again', () => location.reload(), 'primary'),
  ],
});
