import '@/components/common/styles';
import { PracticeSession } from '@/components/practice/PracticeSession';
import { idOf } from '../../setup/app-fixtures';
import { appState, SUPERVISOR, session } from '../fixtures';
import type { GalleryRoom, GalleryState } from '../state';

const asked = (userId: string) => `?token=session-1~${userId}`;

function practice(
  name: string,
  search: string,
  changes: Parameters<typeof session>[1] | null = {},
): GalleryState {
  const sessions = changes === null ? [] : [session(1, changes)];
  return {
    name,
    draw: () => <PracticeSession state={appState({ practice: true, sessions })} search={search} />,
  };
}

export const room: GalleryRoom = {
  size: { width: 1280, height: 800 },
  states: [
    practice('as-supervisor', asked(SUPERVISOR.userId)),
    practice('as-supervisor-with-control', asked(SUPERVISOR.userId), {
      settings: { allowRemoteControl: true, timeoutInMinutes: 15 },
    }),
    practice('as-agent', asked(idOf(901))),
    practice('over', asked(SUPERVISOR.userId), null),
  ],
};
