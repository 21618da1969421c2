/** A pointer act sooner than this after the first paint was aimed at something else. */
const TOO_SOON = 500;

/**
 * Whether an event is an act of the person in front of the screen: sent by the browser, with user activation, and not a
 * pointer act within 500 ms of the first paint. Only a widening act needs to be one; anything else asks for confirmation.
 */
export const isRealAct = (event: Event, paintedAt: number): boolean => {
  if (!event.isTrusted) return false;
  const { userActivation } = navigator;
  if (userActivation && !userActivation.isActive) return false;
  const byPointer = event instanceof MouseEvent && event.detail > 0;
  return !byPointer || event.timeStamp - paintedAt >= TOO_SOON;
};
