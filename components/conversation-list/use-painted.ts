import { useEffect, useState } from 'preact/hooks';

/**
 * False for the first render, true afterwards: what is not important at first is left for later.
 */
export function usePainted(): boolean {
  const [painted, setPainted] = useState(false);
  useEffect(() => setPainted(true), []);
  return painted;
}
