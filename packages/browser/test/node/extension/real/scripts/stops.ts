// Lets a test stop the background at a place that it names. At each place the background asks the test whether it may go on. If it is to
// be stopped there, nothing of it goes on any more: no timer, no answer, no write.

interface Port {
  postMessage(message: unknown): void;
}
declare const chrome: {
  runtime: { onConnect: { addListener(listener: (port: Port) => void): void } };
  storage: { session: { set(items: Record<string, unknown>): Promise<void> } };
};

const never = new Promise<never>(() => undefined);

/** Asks at every place; `tellAt` is where the test listens. */
export function askAtEveryPlace(tellAt: string): void {
  const { fetch, setTimeout } = globalThis;
  let isStopped = false;
  const pass = async (place: string): Promise<void> => {
    const answer = await fetch(`${tellAt}/${place}`).then((reply) => reply.text());
    if (answer === 'stop') isStopped = true;
    if (isStopped) await never;
  };

  globalThis.setTimeout = ((work: () => void, ms?: number) =>
    setTimeout(() => isStopped || work(), ms)) as typeof setTimeout;

  globalThis.fetch = async (input, init) => {
    await pass('request');
    const reply = await fetch(input, init);
    await pass('response');
    return reply;
  };

  const { session } = chrome.storage;
  const set = session.set.bind(session);
  session.set = async (items) => {
    await set(items);
    if (Object.keys(items).some((key) => key.includes('"session"'))) await pass('stored');
  };

  // The journal is opened for each step.
  const { open } = IDBFactory.prototype;
  IDBFactory.prototype.open = function (name, version) {
    const request = open.call(this, name, version);
    if (name.endsWith(':journal'))
      Object.defineProperty(request, 'onsuccess', {
        set: (opened: (event: Event) => void) =>
          request.addEventListener(
            'success',
            (event) => void pass('journal').then(() => opened.call(request, event)),
          ),
      });
    return request;
  };

  chrome.runtime.onConnect.addListener((port) => {
    const post = port.postMessage.bind(port);
    port.postMessage = (message) => {
      const { t } = Object(message);
      if (t === 'accepted') post(message);
      else void pass('answer').then(() => post(message));
    };
  });
}
