import { type IconNode, LoaderCircle, ScreenShare, X } from 'lucide';
import { useEffect, useState } from 'preact/hooks';
import type { DesktopView } from '@/utils/messaging/protocol';
import { Icon } from '../parts/Icon';
import { PurposePanel } from '../parts/PurposePanel';
import { formatMinutesLeft, secondsUntil } from '../parts/time';
import { useNow } from '../parts/use-now';
import { agentChangeWording, SHOWS_NOTES, STEP_NAMES, WAY_OUT_NAMES } from '../parts/wording';

/**
 * The Cobrowse button in the Genesys desktop. It starts, shows how far the start is, and says what went wrong where the
 * supervisor is looking. Where what it is for is asked, it asks that first. `null`: nothing is known about a conversation in view, so nothing is shown.
 */
export function DesktopButton({
  view,
  onStart,
  onWayOut,
  onStartOver,
}: {
  view: DesktopView | null;
  /** `purpose`: what it is for, where that was asked. */
  onStart: (event: Event, purpose?: string) => unknown;
  onWayOut: (event: MouseEvent) => void;
  /** Ends a session whose agent has left, and starts one with whose conversation it is now. */
  onStartOver?: (event: MouseEvent) => void;
}) {
  const troubled = view?.phase === 'failed' || view?.phase === 'waiting';
  const now = useNow(view?.phase === 'live' || troubled);
  const [closed, setClosed] = useState(false);
  const [asking, setAsking] = useState(false);

  // Another trouble, or the same one after another try, is news.
  // A new view is the cause, not what is read from it.
  useEffect(() => setClosed(false), [view]);

  if (view === null) return null;
  // The page's clock knows that a session is over before the background says so.
  const over = view.phase === 'live' && view.expiresAt <= now;
  if (view.phase === 'idle' || over) {
    const { shows, asksPurpose, isOwn } = view.phase === 'idle' ? view : {};
    if (isOwn) {
      return (
        <div class="live">
          <span class="live-text" title="Cobrowse shows the page of another agent; here the agent is you.">
            Your own conversation
          </span>
        </div>
      );
    }
    return (
      <StartButton
        title={shows && SHOWS_NOTES[shows]}
        asking={asking}
        onAsk={setAsking}
        asks={asksPurpose === true}
        onStart={onStart}
      />
    );
  }
  if (view.phase === 'running') {
    return (
      <MainButton icon={LoaderCircle} spin text={`${STEP_NAMES[view.step]}…`} disabled onPress={onStart} />
    );
  }
  if (view.phase === 'live') {
    const changed = view.change && agentChangeWording(view.change);
    if (changed) {
      return (
        <div class="trouble">
          <div class="live">
            <span class="live-text" role="status">
              {changed.sentence}
            </span>
            <button type="button" class="open" onClick={onStart}>
              Open
            </button>
          </div>
          {changed.button !== null && (
            <div class="note note-waiting">
              <button type="button" class="way-out" onClick={onStartOver}>
                {changed.button}
              </button>
            </div>
          )}
        </div>
      );
    }
    return (
      <div class="live">
        <span class="live-text">
          <span class="live-dot" />
          Cobrowsing · {formatMinutesLeft(view.expiresAt, now)}
        </span>
        <button type="button" class="open" onClick={onStart}>
          Open
        </button>
      </div>
    );
  }

  const { sentence, retryAt } = view;
  if (sentence.wayOut === 'choose-purpose') {
    return <StartButton asking={!closed} onAsk={(ask) => setClosed(!ask)} asks onStart={onStart} />;
  }
  const waiting = view.phase === 'waiting';
  const seconds = retryAt === undefined ? 0 : secondsUntil(retryAt, now);
  const wayOut = WAY_OUT_NAMES[sentence.wayOut];
  return (
    <div class="trouble">
      <MainButton
        icon={ScreenShare}
        text={waiting && seconds > 0 ? `Waiting ${seconds} s` : 'Cobrowse'}
        disabled={waiting}
        onPress={onStart}
      />
      {!closed && (
        <div class={`note ${waiting ? 'note-waiting' : ''}`} role={waiting ? 'status' : 'alert'}>
          <p class="note-title">{sentence.title}</p>
          <p>{sentence.help}</p>
          {waiting && retryAt !== undefined && (
            <p>{seconds > 0 ? `Goes on by itself in ${seconds} s` : 'Going on…'}</p>
          )}
          {wayOut && (
            <button type="button" class="way-out" onClick={onWayOut}>
              {wayOut}
            </button>
          )}
          <button type="button" class="close" aria-label="Dismiss" onClick={() => setClosed(true)}>
            <Icon node={X} size={14} />
          </button>
        </div>
      )}
    </div>
  );
}

/** Starts, after asking what it is for where that is to be said. */
function StartButton({
  title,
  asks,
  asking,
  onAsk,
  onStart,
}: {
  title?: string | undefined;
  asks: boolean;
  asking: boolean;
  onAsk: (asking: boolean) => void;
  onStart: (event: Event, purpose?: string) => unknown;
}) {
  return (
    <div class="trouble">
      <MainButton
        icon={ScreenShare}
        text="Cobrowse"
        title={title}
        onPress={(event) => (asks ? onAsk(!asking) : onStart(event))}
      />
      {asks && asking && (
        <div class="note note-asking">
          <PurposePanel
            onSay={async (purpose, event) => {
              // What was pressed stays until it is certain that a person saw it.
              await onStart(event, purpose);
              onAsk(false);
            }}
            onCancel={() => onAsk(false)}
          />
        </div>
      )}
    </div>
  );
}

function MainButton({
  icon,
  text,
  title,
  spin = false,
  disabled = false,
  onPress,
}: {
  icon: IconNode;
  text: string;
  title?: string | undefined;
  spin?: boolean;
  disabled?: boolean;
  onPress: (event: MouseEvent) => void;
}) {
  return (
    <button type="button" class="main" title={title} disabled={disabled} aria-live="polite" onClick={onPress}>
      <Icon node={icon} size={16} class={spin ? 'spin' : ''} />
      {text}
    </button>
  );
}
