export { type Cell, type OpenCell, type RecordCodec, recordStore } from './records/record-store.ts';
export { isNewerRecord } from './records/stored-record.ts';
export { createKeySealer, createSealer } from './seal/create-sealer.ts';
export { MAX_SEALED, type Sealer } from './seal/sealer.ts';
export type { SealingKey, SealingKeys } from './seal/sealing-key.ts';
