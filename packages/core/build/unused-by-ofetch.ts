// ofetch imports `ufo` for base URLs and queries and `destr` for guessing types. The one file that calls ofetch gives
// it a whole URL and reads the body itself, so that neither is ever reached: the build puts these in their place,
// which takes a quarter off the client's size.
const unused = (): never => {
  throw new Error('Not bundled: pass a whole URL and read the body as a stream.');
};

export const withBase = unused;
export const withQuery = unused;
export default unused;
