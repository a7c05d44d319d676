const narrow = matchMedia('(max-width: 60rem)');
const calm = matchMedia('(prefers-reduced-motion: reduce)');

/** Once what changed is drawn. */
const drawn = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve())));

/** Moves the focus to the first field that something is wrong with, and says whether there is one. */
export function focusFirstProblem(): boolean {
  const field = document.querySelector<HTMLElement>('#flow [aria-invalid="true"]');
  field?.focus({ preventScroll: true });
  // The words below the field are as much a part of what is wrong.
  field?.closest('.field')?.scrollIntoView({ block: 'nearest' });
  return field !== null;
}

/** Whether a part begins in the upper third of the window, so that the page need not move to show it. */
function beginsHigh(part: Element | null): boolean {
  const top = part?.getBoundingClientRect().top ?? 0;
  return top >= 0 && top < innerHeight / 3;
}

/** Shows how a run went: the field that was wrong, or else the result, which may be out of view. */
export async function reveal(): Promise<void> {
  await drawn();
  if (focusFirstProblem()) return;
  const answer = document.getElementById('answer');
  if (!beginsHigh(answer)) answer?.scrollIntoView({ behavior: calm.matches ? 'auto' : 'smooth' });
}

/** Brings something into the middle of the row that it is in, if that scrolls sideways. The page itself does not move. */
export function centre(member: Element, row: Element): void {
  const [inner, outer] = [member.getBoundingClientRect(), row.getBoundingClientRect()];
  row.scrollLeft += inner.left - outer.left - (outer.width - inner.width) / 2;
}

/** The same for what the keyboard reached. Under a pointer nothing may move. */
export function centreFocused({ target, currentTarget: row }: FocusEvent & { currentTarget: Element }): void {
  if (target instanceof Element && target.matches(':focus-visible')) centre(target, row);
}

/** Takes a person along to a part of the page. */
export async function goTo(id: string): Promise<void> {
  await drawn();
  const part = document.getElementById(id);
  part?.focus({ preventScroll: true });
  if (id !== 'flow') part?.scrollIntoView({ block: 'nearest' });
  else if (narrow.matches || !beginsHigh(part)) part?.scrollIntoView();
}
