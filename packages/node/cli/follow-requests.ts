import type { Operation, OperationName, TraceEvent } from '@turbosmtp-auth/node';

/** What a client sent, as far as it matters to whoever leaves in the middle. */
export interface Followed {
  readonly trace: (event: TraceEvent) => void;
  /** The operation that may have taken effect and must not be repeated unasked: it was sent, and no answer came. */
  unanswered(): OperationName | undefined;
  /** Whether a login was sent. One that is left is undone by the client, which takes its time. */
  loggedIn(): boolean;
  /** How many logins were answered with 403, as those with a password that is not valid are. */
  refusedLogins(): number;
}

type Sent = Pick<Operation<never, unknown>, 'name' | 'method' | 'path' | 'repeatable'>;

/** Follows the requests themselves and not the calls: to settle a change of password is a call that logs in. */
export function followRequests(operations: Readonly<Record<OperationName, Sent>>): Followed {
  /** The last request of each call; calls run beside each other, as revoking an earlier key does. */
  const last = new Map<string, Sent>();
  let login = false;
  let refused = 0;
  let open: { readonly call: string; readonly sent: Sent } | undefined;

  return {
    trace: (event) => {
      const { call, type } = event;
      if (type === 'request') {
        const sent = Object.values(operations).find(
          ({ method, path }) => method === event.method && path === event.path,
        );
        if (!sent) return;
        last.set(call, sent);
        if (sent === operations.login) login = true;
        else if (!sent.repeatable) open = { call, sent };
        return;
      }
      if (type === 'response' && event.status === 403 && last.get(call) === operations.login) refused++;
      if (open?.call === call) {
        // Answered, or never sent. A token is looked at before it is used again: that answer is not the lost one.
        const over = (type === 'response' || type === 'retry') && last.get(call) === open.sent;
        if (over || type === 'failure') open = undefined;
      }
    },
    unanswered: () => open?.sent.name as OperationName | undefined, // the table's keys are its operations' names
    loggedIn: () => login,
    refusedLogins: () => refused,
  };
}
