/** Nothing was sent, since Deno does not permit it. */
export class NotPermitted extends Error {
  /** What permits it. */
  readonly flag: string;

  constructor(flag: string) {
    super('not permitted');
    this.flag = flag;
  }
}
