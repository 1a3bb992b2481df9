import { useEffect, useState } from 'preact/hooks';
import type { AppActions } from '@/utils/app/contract';

/** The redirect URI to register; empty until it is known. */
export function useRedirectUri({ getRedirectUri }: AppActions): string {
  const [uri, setUri] = useState('');
  useEffect(() => {
    void getRedirectUri().then((result) => result.ok && setUri(result.value));
  }, [getRedirectUri]);
  return uri;
}
