/** Carries events to the pages of the extension. It neither keeps the background awake nor wakes it. */
export const eventChannel = (): BroadcastChannel => new BroadcastChannel('turbosmtp-auth:events');
