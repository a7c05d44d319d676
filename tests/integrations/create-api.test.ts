import { createApi } from '@turbosmtp-auth/node/api';
import { describeIntegration } from './suite.ts';

describeIntegration('createApi', {
  connect(account, baseUrl) {
    const api = createApi(account);
    return {
      list: (other = baseUrl) => api(`${other}/analytics`),
      add: (emails) => api('/suppressions', { method: 'POST', body: { emails } }),
    };
  },
});
