import { Eye, ScreenShare } from 'lucide';
import type { FloorRow } from '@/utils/floor/model';
import { t } from '@/utils/i18n/messages';
import { Icon } from '../common/Icon';
import './WatchersChip.css';

/** Who else watches a conversation: a single one by name, several by number, all in the title. */
export function WatchersChip({
  watchers,
  sentences,
  userId,
}: {
  watchers: FloorRow['watchers'];
  /** One for each watcher. */
  sentences: string[];
  /** The signed-in user. */
  userId: string;
}) {
  const onScreen = watchers.some(({ how }) => how === 'cobrowsing' || how === 'screen-monitoring');
  return (
    <span class="chip row-watchers" title={sentences.join('\n')}>
      <Icon node={onScreen ? ScreenShare : Eye} size={12} />
      {watchers.length > 1 ? watchers.length : <NameOf watcher={watchers[0]} userId={userId} />}
    </span>
  );
}

function NameOf({ watcher, userId }: { watcher: FloorRow['watchers'][number] | undefined; userId: string }) {
  if (!watcher?.name && watcher?.userId !== userId) return null;
  const name = watcher.userId === userId ? t('list_you') : watcher.name?.split(/\s+/)[0];
  return (
    <span class="row-watcher-name ellipsis" dir="auto">
      {name}
    </span>
  );
}
