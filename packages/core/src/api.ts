export {
  type $Fetch,
  createApi,
  type FetchContext,
  type FetchOptions,
  type FetchResponse,
} from './api/create-api.ts';
export { FetchError } from './api/fetch-error.ts';
