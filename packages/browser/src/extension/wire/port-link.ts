import type { ExtensionPort } from '../extension-api.ts';
import type { Link } from './link.ts';

/** The name of the ports of this protocol, since an extension may have others. */
export const portName = 'turbosmtp-auth';

/** A port of the extension API as a connection. */
export const portLink = (port: ExtensionPort): Link => ({
  post: (message) => {
    try {
      port.postMessage(message);
    } catch {
      // It has ended, of which `hear` tells.
    }
  },
  hear: (message, end) => {
    port.onMessage.addListener(message);
    port.onDisconnect.addListener(end);
  },
  end: () => port.disconnect(),
});
