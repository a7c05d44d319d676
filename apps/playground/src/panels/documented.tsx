import type { Operations } from '@turbosmtp-auth/browser';
import type { JSX } from 'preact';
import { Words } from '../parts/words.tsx';

/** Every answer that the contract documents for an operation, from its table. */
export function Documented({ operation }: { operation: Operations[keyof Operations] }): JSX.Element {
  return (
    <details class="documented">
      <summary>Documented answers</summary>
      <dl>
        <div>
          <dt class="status good">{operation.success}</dt>
          <dd>success</dd>
        </div>
        {Object.entries(operation.codes).map(([status, codes]) => (
          <div key={status}>
            <dt class="status bad">{status}</dt>
            <dd>
              <ul>
                {codes.map((code: string) => (
                  <li key={code}>
                    <code>
                      <Words text={code} />
                    </code>
                  </li>
                ))}
              </ul>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
