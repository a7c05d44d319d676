import type { Operations } from './index.ts';

/** The verbs that ask the service something. */
export type OperationName = keyof Operations;

/** The codes that the contract documents for one operation. */
export type OperationCode<N extends OperationName = OperationName> = CodeOf<Operations[N]['codes']>;

/** Every code that the contract documents. */
export type ServiceCode = OperationCode;

/** The codes in a table of codes per status. */
type CodeOf<Table> = Table extends unknown ? Extract<Table[keyof Table], readonly string[]>[number] : never;
