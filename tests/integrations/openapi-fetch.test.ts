import { openapiClient } from './plugs/openapi-fetch.ts';
import { describeIntegration } from './suite.ts';

interface Paths {
  '/analytics': {
    get: { responses: { 200: { content: { 'application/json': { count: number } } } } };
  };
  '/suppressions': {
    post: {
      requestBody: { content: { 'application/json': { emails: readonly string[] } } };
      responses: { 200: { content: { 'application/json': { message: string } } } };
    };
  };
}

/** This library resolves with what the service refused. */
async function dataOf({ data, response }: { data?: unknown; response: Response }): Promise<unknown> {
  if (data === undefined) throw new Error(`The service answered ${response.status}.`);
  return data;
}

describeIntegration('openapi-fetch', {
  connect(account, baseUrl) {
    const api = openapiClient<Paths>(account, baseUrl);
    return {
      list: async (other) => dataOf(await api.GET('/analytics', other ? { baseUrl: other } : {})),
      add: async (emails) => dataOf(await api.POST('/suppressions', { body: { emails } })),
    };
  },
});
