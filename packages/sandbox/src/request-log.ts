/** One request the sandbox saw. */
export interface LoggedRequest {
  /** HTTP method. */
  method: string;
  /** Without the query, which can hold a reset token. */
  path: string;
  /** 0 while there is no answer, and for good when the connection was dropped or the caller gave up. */
  status: number;
  /** Epoch milliseconds of arrival on the sandbox's clock. */
  at: number;
}

/** The requests that a sandbox saw. */
export interface RequestLog {
  /** In order of arrival. */
  list(): LoggedRequest[];
  /** Forgets all of them. */
  clear(): void;
}

export interface RequestRecorder extends RequestLog {
  /** Logs an arrival; the answer's status is filled in by calling what this returns. */
  arrive(method: string, path: string, at: number): (status: number) => void;
}

export function createRequestLog(): RequestRecorder {
  let requests: LoggedRequest[] = [];
  return {
    arrive(method, path, at) {
      const entry: LoggedRequest = { method, path, status: 0, at };
      requests.push(entry);
      return (status) => {
        entry.status = status;
      };
    },
    list: () => requests.map((entry) => ({ ...entry })),
    clear() {
      requests = [];
    },
  };
}
