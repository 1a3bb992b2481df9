import { useEffect, useState } from 'preact/hooks';

/**
 * False for the first drawing, true from the next on: what is not looked at first is left for then.
 */
export function usePainted(): boolean {
  const [painted, setPainted] = useState(false);
  useEffect(() => setPainted(true), []);
  return painted;
}
