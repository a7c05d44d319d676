import type { Client } from '@turbosmtp-auth/node';
import axios, { AxiosError, AxiosHeaders, type AxiosInstance, type AxiosResponse, isAxiosError } from 'axios';

export function axiosOverHttp(account: Client, baseURL: string): AxiosInstance {
  const http = axios.getAdapter('http');
  return axios.create({
    baseURL,
    adapter: async (config) => {
      // A call may bring an absolute URL, or a base URL of its own.
      if (!axios.getUri(config).startsWith(`${baseURL}/`)) throw new Error('This URL is not of the service.');

      const send = async (key: string): Promise<AxiosResponse> => {
        const headers = new AxiosHeaders(config.headers).set('Authorization', key);
        const response = await http({ ...config, headers, maxRedirects: 0, validateStatus: null }).catch(
          (error) => {
            if (isAxiosError(error)) Object.assign(error, { config, request: undefined });
            throw error;
          },
        );
        // Programs log what axios reports about a request, headers included. So keep the key out of that report.
        return { ...response, config, request: undefined };
      };

      const key = await account.apiKey();
      let response = await send(key);
      if (response.status === 401 && String(response.data).includes('"invalid_authorization_key"')) {
        await account.invalidate(key);
        // A stream can be sent only once.
        if (typeof config.data?.pipe !== 'function') response = await send(await account.apiKey());
      }
      const { status } = response;
      if (!config.validateStatus || config.validateStatus(status)) return response;
      const code = status < 500 ? AxiosError.ERR_BAD_REQUEST : AxiosError.ERR_BAD_RESPONSE;
      throw new AxiosError(`The service answered ${status}.`, code, config, undefined, response);
    },
  });
}
