export { createApi } from './api/create-api.ts';
export { FetchError, type FetchErrorDetails } from './api/fetch-error.ts';
export type {
  $Fetch,
  CreateFetchOptions,
  FetchContext,
  FetchHook,
  FetchHooks,
  FetchOptions,
  FetchRequest,
  FetchResponse,
  MappedResponseType,
  ResolvedFetchOptions,
  ResponseMap,
  ResponseType,
} from './api/types.ts';
