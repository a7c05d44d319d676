import { kyClient } from './plugs/ky.ts';
import { describeIntegration } from './suite.ts';

describeIntegration('ky', {
  connect(account, baseUrl) {
    const api = kyClient(account, baseUrl);
    return {
      // A string would be put behind the prefix; a URL stands for itself.
      list: (other) => api.get(other ? new URL(`${other}/analytics`) : 'analytics').json(),
      add: (emails) => api.post('suppressions', { json: { emails } }).json(),
    };
  },
});
