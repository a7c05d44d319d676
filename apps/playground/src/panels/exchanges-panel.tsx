import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { CodeBlock } from '../parts/code-block.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { highlight, highlightHead } from '../parts/highlight.tsx';
import { slash, Words } from '../parts/words.tsx';
import type { MaskedMessage } from '../service/mask.ts';
import type { Exchange } from '../service/recorder.ts';
import { sandboxBaseUrl } from '../service/sandbox.ts';
import { asCurl, asFetch, asHttp } from '../service/write-exchange.ts';
import { exchanges, settings } from '../state/page.ts';
import { replay } from '../state/run.ts';

export const tone = ({ status, failure }: Exchange): string =>
  failure || (status ?? 0) >= 400 ? 'bad' : status === undefined || status === 0 ? 'note' : 'good';

export const answered = ({ status, failure }: Exchange): string => {
  if (status === undefined) return failure ? 'lost' : '…';
  return status === 0 ? 'redirect' : String(status);
};

function Side({
  title,
  first,
  message,
}: {
  title: string;
  first: string;
  message: MaskedMessage;
}): JSX.Element {
  return (
    <div class="side">
      <h3>{title}</h3>
      <CodeBlock label={title}>
        {highlightHead(first, message.headers)}
        {message.body !== null && ['\n\n', ...highlight(message.body)]}
      </CodeBlock>
    </div>
  );
}

/** Below the base URL, as the documentation names it. */
export function shortened(path: string): string {
  const { service, baseUrl } = settings.value ?? { service: 'sandbox' };
  const base = new URL(service === 'live' && baseUrl ? baseUrl : sandboxBaseUrl).pathname;
  return path.startsWith(`${base}/`) ? path.slice(base.length) : path;
}

function Row({ exchange, open }: { exchange: Exchange; open: boolean }): JSX.Element {
  const { method, path, at, ms, request, reply, failure, status } = exchange;
  return (
    <li class="exchange">
      <details open={open}>
        <summary>
          <span class="method">{method}</span>
          <code class="path">
            <Words text={shortened(path)} at={slash} />
          </code>
          <span class={`pill ${tone(exchange)}`}>{answered(exchange)}</span>
          <span class="times">
            <span class="hint">
              {ms === undefined ? 'under way' : `${reply ? 'reply ' : ''}after ${ms} ms`}
            </span>
            <time class="hint">{new Date(at).toLocaleTimeString()}</time>
          </span>
        </summary>
        <div class="sides">
          <Side title="Request" first={`${method} ${request.url}`} message={request} />
          {reply && (
            <Side
              title="Reply"
              first={status ? `HTTP ${status}` : 'A redirect, hidden by the browser'}
              message={reply}
            />
          )}
        </div>
        {failure && <p class="outcome bad">{failure}</p>}
        <div class="actions copies">
          <CopyButton text={asCurl(exchange)} label="Copy as cURL" />
          <CopyButton text={asHttp(exchange)} label="Copy as HTTP" />
          <CopyButton text={asFetch(exchange)} label="Copy as code" />
          {settings.value?.service === 'sandbox' && (
            <button type="button" class="quiet small" onClick={() => void replay(exchange)}>
              Send again
            </button>
          )}
        </div>
      </details>
    </li>
  );
}

/** How many are listed unless more are asked for: what stands below them is not to be out of reach. */
const FIRST = 8;

/** Every request and reply as they were on the wire, the latest first, secrets masked. */
export function ExchangesPanel(): JSX.Element {
  const [whole, showWhole] = useState(false);
  const all = exchanges.value;
  const shown = whole ? all : all.slice(0, FIRST);
  return (
    <section class="card wire" id="wire" tabIndex={-1} aria-labelledby="wire-title" data-testid="wire">
      <h2 id="wire-title">
        On the wire
        {all.length > 0 && (
          <button
            type="button"
            class="quiet small"
            onClick={() => {
              exchanges.value = [];
            }}
          >
            Clear
          </button>
        )}
      </h2>
      {all.length === 0 && (
        <p class="hint">
          Each request and its reply will show here. Secrets are masked before they get this far.
        </p>
      )}
      <ol class="exchanges">
        {shown.map((exchange, index) => (
          <Row key={exchange.id} exchange={exchange} open={index === 0} />
        ))}
      </ol>
      {all.length > FIRST && (
        <div class="actions">
          <button type="button" class="small" aria-expanded={whole} onClick={() => showWhole(!whole)}>
            {whole ? 'Show fewer' : `Show ${all.length - FIRST} earlier`}
          </button>
        </div>
      )}
    </section>
  );
}
