import { goTo } from './reveal.ts';

/** Does something that opens another form, and takes along the person who pressed the button. */
export function takeAlong(open: () => void): void {
  open();
  void goTo('flow');
}
