import type { Operations } from './index.ts';

/** The verbs that ask the service something. */
export type OperationName = Extract<keyof Operations, string>; // of `keyof` alone, editors show no name

/** The codes that the contract documents for one operation. */
export type OperationCode<N extends OperationName = OperationName> = CodeOf<Operations[N]['codes']>;

/** The codes that the contract documents for one status. */
export type StatusCode<Status extends number> = CodeAt<Operations[OperationName]['codes'], Status>;

/** Every code that the contract documents. */
export type ServiceCode = OperationCode;

/** The codes in a table of codes per status. */
export type CodeOf<Table> = Table extends unknown
  ? Extract<Table[keyof Table], readonly string[]>[number]
  : never;

/** The codes in a table of codes per status, of one status. */
export type CodeAt<Table, Status> = Table extends unknown
  ? Status extends keyof Table
    ? Extract<Table[Status], readonly string[]>[number]
    : never
  : never;
