export { answerScript } from './keychain/answer-script.ts';
export {
  type Asking,
  type AskingOptions,
  createAsking,
  type KeychainOutcome,
  type KeychainReply,
  type KeychainRequest,
  keychainPort,
} from './keychain/asking.ts';
export {
  type KeychainAbsence,
  type KeychainFault,
  keychainFault,
  noKeyring,
  noSessionBus,
} from './keychain/faults.ts';
export type { KeychainPort } from './keychain/keychain-port.ts';
export { type KeychainRecordsOptions, keychainRecords } from './keychain/keychain-records.ts';
export { atKeychain } from './keychain/keychain-turn.ts';
