export type { ContractCase, KeyStoreContract, KeyStorePort } from './testing/contract-case.ts';
export { keyStoreContract } from './testing/key-store-contract.ts';
