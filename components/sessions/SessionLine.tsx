import { Send } from 'lucide';
import { t } from '@/utils/i18n/messages';
import { Icon } from '../common/Icon';
import { type SessionProps, useSessionParts } from './use-session-parts';
import './SessionLine.css';

/** A live session in one line: whom it shows, its state, the time left, and what can be done. */
export function SessionLine(props: SessionProps) {
  const { name, headline, facts, words, waits, dot, clock, invite, buttons, more, frame } =
    useSessionParts(props);
  return (
    <article class="strip-line session-line" {...frame}>
      {dot}
      <div class="grow">
        <h2 class="strip-name ellipsis" title={name} dir="auto">
          {headline}
        </h2>
        <p class="strip-state line" title={`${words} · ${facts}`}>
          <span class={`ellipsis ${waits ? 'strip-attention' : ''}`}>{words}</span>
          <span class="strip-facts line ellipsis">
            ·{/* Cut at the end of its own direction. */}
            <span class="ellipsis" dir="auto">
              {facts}
            </span>
          </span>
        </p>
      </div>
      {clock && <span class={`strip-left ${clock.isShort ? 'strip-attention' : ''}`}>{clock.text}</span>}
      {invite?.isDue && (
        <button
          key="invite"
          type="button"
          class="icon-button strip-invite"
          aria-label={t('session_invite')}
          title={t('session_invite')}
          {...invite.press}
        >
          <Icon node={Send} size={14} />
        </button>
      )}
      {buttons.undo}
      {buttons.open}
      {buttons.end}
      {more}
    </article>
  );
}
