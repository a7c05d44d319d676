import type { ConsumerPair } from '@turbosmtp-auth/browser';
import type { JSX } from 'preact';
import { callWithPair, chooseForDeletion, mailWithPair } from '../state/forms.ts';
import { CopyButton } from './copy-button.tsx';
import { takeAlong } from './take-along.ts';

/** What to do with a consumer pair that was just made. Its secret never becomes part of the page. */
export function PairActions({ pair }: { pair: ConsumerPair }): JSX.Element {
  return (
    <div class="actions">
      <CopyButton text={pair.secret} label="Copy secret" />
      <button type="button" class="small" onClick={() => takeAlong(() => callWithPair(pair))}>
        Call with this pair
      </button>
      <button type="button" class="small" onClick={() => takeAlong(() => mailWithPair(pair))}>
        Send a mail with this pair
      </button>
      <button type="button" class="small" onClick={() => takeAlong(() => chooseForDeletion(pair))}>
        Delete this pair
      </button>
    </div>
  );
}
