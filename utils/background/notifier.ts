import { createSerializer } from '../concurrency/serialize';
import type { NoticeMemory } from '../notify/model';
import {
  type AttentionReader,
  findNotices,
  lasts,
  type Notice,
  type NoticeFacts,
  type NoticeTarget,
  targetOf,
} from '../notify/notices';
import type { Settings } from '../settings/settings';
import type { ReadWriteStore } from '../storage/store';

/** Notifies about what has happened, once each. */
export type Notifier = {
  /** Compares with the last look: notifies what is new, and takes back what has passed. */
  look(facts: NoticeFacts, attentionOf: AttentionReader, chosen: Settings['notices']): Promise<void>;
  /** Handles the press on a notification: opens what it is about. */
  press(id: string): Promise<void>;
};

/**
 * Creates the notifier.
 * @param isPaused whether nothing is to be shown now; what happens meanwhile is never shown
 * @param open opens what a notification is about; the list if that is gone
 */
export function createNotifier(dependencies: {
  memory: ReadWriteStore<NoticeMemory>;
  isPaused(): Promise<boolean>;
  show(notice: Notice, names: Settings['notices']['names']): Promise<void>;
  clear(id: string): Promise<void>;
  open(target: NoticeTarget): Promise<void>;
  now(): number;
}): Notifier {
  const { memory, now } = dependencies;
  const serialize = createSerializer();

  return {
    look: (facts, attentionOf, { kinds, names }) =>
      serialize(async () => {
        const before = await memory.get();
        const found = findNotices(facts, before, attentionOf, now());
        // First: a worker that dies here notifies too little rather than twice.
        if (JSON.stringify(found.memory) !== JSON.stringify(before)) await memory.set(found.memory);
        const isNew = ({ id, kind }: Notice) => !before.known.includes(id) && kinds.includes(kind);
        const shown = (await dependencies.isPaused()) ? [] : found.notices.filter(isNew);
        const passed = before.known.filter((id) => lasts(id) && !found.memory.known.includes(id));
        await Promise.allSettled([
          ...shown.map((notice) => dependencies.show(notice, names)),
          ...passed.map((id) => dependencies.clear(id)),
        ]);
      }),
    async press(id) {
      await dependencies.clear(id);
      await dependencies.open(targetOf(id));
    },
  };
}
