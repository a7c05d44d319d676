export {
  type ContractCase,
  type KeyStoreContract,
  type KeyStorePort,
  keyStoreContract,
} from './testing/key-store-contract.ts';
