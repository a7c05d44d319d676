export { type ConnectFailure, explaining, UnreachableError } from './transport/explain.ts';
