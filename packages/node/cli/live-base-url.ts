/** The live service. The library has it too, but tells it to nobody. */
export const LIVE_BASE_URL = 'https://pro.api.serversmtp.com/api/v2';

/** Whether a base URL, which the client was made with, is that of the live service, however it is written. */
export const isLive = (baseUrl: string): boolean =>
  new URL(baseUrl).href.replace(/\/$/, '') === LIVE_BASE_URL;
