export { createSealer, MAX_SEALED, type Sealer } from './seal/sealer.ts';
export type { SealingKey } from './seal/sealing-key.ts';
