import '@/components/common/styles';
import { FailurePanel } from '@/components/common/FailurePanel';
import type { Failure } from '@/utils/errors/failure';
import { EVERY_FAILURE } from '../every-failure';
import { NOW } from '../fixtures';
import type { GalleryRoom } from '../state';

const nothing = () => undefined;

function Panels({ failures, waiting = false }: { failures: readonly Failure[]; waiting?: boolean }) {
  return (
    <main class="stack">
      {failures.map((failure) => (
        <FailurePanel
          key={JSON.stringify(failure)}
          failure={failure}
          waiting={waiting}
          onRecoveryAction={nothing}
          onDismiss={nothing}
          onCopy={async () => undefined}
        />
      ))}
    </main>
  );
}

const about = (first: string, last: string) =>
  EVERY_FAILURE.filter(({ code }) => code >= first && code <= last);

/** Every code with everything that is said about it, a screenful at a time. */
export const room: GalleryRoom = {
  size: { width: 400, height: 600 },
  wholePage: true,
  states: [
    { name: 'a-to-i', draw: () => <Panels failures={about('a', 'j')} /> },
    { name: 'j-to-o', draw: () => <Panels failures={about('j', 'p')} /> },
    { name: 'p-to-r', draw: () => <Panels failures={about('p', 's')} /> },
    { name: 's-to-z', draw: () => <Panels failures={about('s', 'z')} /> },
    {
      name: 'waiting',
      draw: () => (
        <Panels
          waiting
          failures={[
            { code: 'rate-limited', status: 429, retryAt: NOW + 29_000 },
            { code: 'rate-limited', retryAt: NOW },
            { code: 'signed-out' },
          ]}
        />
      ),
    },
    {
      name: 'wait-before-the-button',
      draw: () => <Panels failures={[{ code: 'rate-limited', status: 429, retryAt: NOW + 29_000 }]} />,
    },
    {
      name: 'details',
      draw: () => (
        <Panels
          failures={[
            {
              code: 'unexpected-response',
              call: 'GET /api/v2/analytics/conversations/1b2c3d4e-0000-4000-8000-000000000001/details',
              status: 200,
              correlationId: '2f0c3a0e-51f0-4f6e-9d0d-6f2a1f0f4711',
              fieldPath: 'conversations.0.participants.3.sessions.0.mediaType',
            },
          ]}
        />
      ),
      steps: [{ click: '.details summary' }],
    },
  ],
};
