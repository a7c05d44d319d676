import { type AxiosInstance, isAxiosError } from 'axios';
import { axiosClient } from './plugs/axios-fetch.ts';
import { axiosOverHttp } from './plugs/axios-http.ts';
import { type Calls, describeIntegration } from './suite.ts';

const callsOf = (api: AxiosInstance): Calls => ({
  list: async (other) => (await api.get(other ? `${other}/analytics` : '/analytics')).data,
  add: async (emails) => (await api.post('/suppressions', { emails })).data,
});

describeIntegration('axios over fetch', {
  connect: (account, baseUrl) => callsOf(axiosClient(account, baseUrl)),
  cause: (error) => (isAxiosError(error) ? error.cause : error),
});

describeIntegration('axios over HTTP', {
  connect: (account, baseUrl) => callsOf(axiosOverHttp(account, baseUrl)),
  sendsItself: true,
});
