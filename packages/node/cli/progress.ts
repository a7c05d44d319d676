import type { TraceEvent } from '@turbosmtp-auth/node';

/** Milliseconds after which a person is told what is waited for. */
export const PATIENCE = 500;

/** A line on a terminal that says what is waited for, while it is. */
export interface Progress {
  readonly trace: (event: TraceEvent) => void;
  /** Shows nothing while this runs: a question, for example. */
  pausedWhile<T>(work: () => Promise<T>): Promise<T>;
  /** Takes the line away, and shows no other. */
  stop(): void;
}

/** `screen`: where that line goes, if it is a terminal; nothing is shown on any other. */
export function createProgress(
  screen: Pick<NodeJS.WriteStream, 'isTTY' | 'write'> | undefined,
  unicode: boolean,
): Progress {
  const waiting = new Map<string, string>();
  const dots = unicode ? '…' : '...';
  let timer: NodeJS.Timeout | undefined;
  let shown = '';
  let paused = 0;
  let stopped = screen?.isTTY !== true;

  const draw = (line: string): void => {
    if (line === shown) return;
    screen?.write(`\r\u001b[K${line}`); // in the place of the line before
    shown = line;
  };
  const update = (): void => {
    const [line] = [...waiting.values()].slice(-1);
    const wanted = !stopped && paused === 0 && line !== undefined;
    if (!wanted) {
      clearTimeout(timer);
      timer = undefined;
      draw('');
    } else if (shown) draw(line);
    else
      timer ??= setTimeout(() => {
        timer = undefined;
        draw([...waiting.values()].slice(-1)[0] ?? '');
      }, PATIENCE).unref();
  };

  return {
    trace: (event) => {
      if (stopped) return;
      const { call, type } = event;
      if (type === 'request') waiting.set(call, `Waiting for the service${dots}`);
      else if (type === 'retry' && event.delay > 0)
        waiting.set(call, `Waiting ${Math.ceil(event.delay / 1000)} s before the next try${dots}`);
      else if (type === 'response' || type === 'failure') waiting.delete(call);
      update();
    },
    pausedWhile: async (work) => {
      paused++;
      update();
      try {
        return await work();
      } finally {
        paused--;
        update();
      }
    },
    stop: () => {
      stopped = true;
      waiting.clear();
      update();
    },
  };
}
