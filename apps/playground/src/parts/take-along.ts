/** Does something that opens another form, and takes whoever pressed the button along. */
export function takeAlong(open: () => void): void {
  open();
  requestAnimationFrame(() => document.getElementById('flow')?.focus());
}
