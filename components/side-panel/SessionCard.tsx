import { Send } from 'lucide';
import { t } from '@/utils/i18n/messages';
import { Icon } from '../common/Icon';
import { agentChangeWording } from '../common/wording';
import { type SessionProps, useSessionParts } from '../sessions/use-session-parts';
import './SessionCard.css';

/** A live session as a card: what its line has, with room for it, and its time as a ring. */
export function SessionCard(props: SessionProps) {
  const { session, change } = props;
  const { name, headline, facts, words, waits, joined, dot, clock, invite, startOver, buttons, more, frame } =
    useSessionParts(props);
  const changed = change && buttons.open ? agentChangeWording(change) : null;
  return (
    <article class="card session-card stack" {...frame}>
      <div class="session-card-head">
        <div class="grow">
          <h2 class="session-card-name ellipsis" title={name} dir="auto">
            {headline}
          </h2>
          <p class="ellipsis" title={facts} dir="auto">
            {facts}
          </p>
          {!changed && (
            <p class={`session-card-state line ${waits ? 'session-card-waits' : ''}`}>
              {dot}
              <span class="ellipsis" title={words}>
                {words}
              </span>
            </p>
          )}
        </div>
        {clock && (
          <span class={`ring ${clock.isShort ? 'ring-short' : joined ? 'ring-joined' : ''}`}>
            <Ring share={clock.left / (clock.endsAt - session.startedAt)} />
            {clock.text}
          </span>
        )}
      </div>
      {/* In words too: the color of a dot says nothing to many. */}
      {changed && <p class="session-card-change">{changed.sentence}</p>}
      <div class="session-card-foot line">
        <div class="cluster grow">
          {buttons.undo}
          {buttons.open}
          {invite && (
            <button
              key="invite"
              type="button"
              class={`button button-small ${invite.isDue ? 'button-primary' : ''}`}
              {...invite.press}
            >
              <Icon node={Send} size={14} />
              {t(session.invitation ? 'session_invite_again' : 'session_invite')}
            </button>
          )}
          {changed?.button && (
            <button
              key="over"
              type="button"
              class="button button-small button-primary button-wraps"
              {...startOver}
            >
              {changed.button}
            </button>
          )}
          {buttons.end}
        </div>
        {more}
      </div>
    </article>
  );
}

/** How much of the time is left, clockwise from the top. The time itself stands in it, in words. */
function Ring({ share }: { share: number }) {
  const left = Math.round(100 * Math.min(1, Math.max(0, share)));
  return (
    <svg class="ring-picture" viewBox="0 0 48 48" fill="none" aria-hidden="true">
      <circle class="ring-whole" cx="24" cy="24" r="22" stroke-width="4" />
      <circle
        class="ring-left"
        cx="24"
        cy="24"
        r="22"
        stroke-width="4"
        pathLength={100}
        stroke-dasharray={`${left} 100`}
      />
    </svg>
  );
}
