import { useEffect, useState } from 'preact/hooks';

/**
 * How many of some parts may be drawn: none until `isOn`, then one more each time the one before is painted, so that what the shopper
 * does meanwhile is answered in between.
 */
export const usePace = (isOn: boolean, parts: number): number => {
  const [drawn, setDrawn] = useState(0);
  useEffect(() => {
    if (isOn && drawn < parts) setDrawn(drawn + 1);
  }, [isOn, drawn, parts]);
  return isOn ? drawn : 0;
};
