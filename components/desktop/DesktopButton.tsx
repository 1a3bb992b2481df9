import { type IconNode, LoaderCircle, ScreenShare, X } from 'lucide';
import type { ComponentChildren } from 'preact';
import type { FailureMessage } from '@/utils/errors/messages';
import type { DesktopNames, DesktopView } from '@/utils/messaging/protocol';
import { Icon } from '../common/Icon';
import { formatMinutesLeft, secondsUntil } from '../common/time';
import { agentChangeWording, RECOVERY_ACTION_NAMES, SHOWS_NOTES, STEP_NAMES } from '../common/wording';

/** The action of a control. `none`: it only shows something, and cannot be pressed. */
export type DesktopAction = 'start' | 'start-over' | 'open' | 'recovery-action' | 'dismiss' | 'none';

/** Called with each control that is drawn, and its action. */
export type OnControl = (element: HTMLButtonElement, action: DesktopAction) => void;

/**
 * The Cobrowse button in the Genesys desktop. It names whom it would start for, shows the progress
 * of a start, and shows failures next to it. It has no state and no handlers: its props alone
 * define what is drawn, synchronously, so that any other change in its root comes from somebody
 * else; and the caller judges presses. It uses only elements that can never have a shadow root of
 * their own (no div, span or p), in which a page could show other words.
 */
export function DesktopButton({
  view,
  now,
  note,
  closed,
  floating = false,
  onControl,
}: {
  /** `null` if nothing is known about a conversation in view: then nothing is shown. */
  view: DesktopView | null;
  /** Milliseconds since the epoch. */
  now: number;
  /** A message of this page itself, shown before that of the view. */
  note: FailureMessage | null;
  /** Whether the note about a failure was closed. */
  closed: boolean;
  /** Whether it floats in the corner of the page. */
  floating?: boolean;
  onControl: OnControl;
}) {
  if (view === null) return null;
  return (
    <bdi class={floating ? 'box floating' : 'box'}>
      <Content view={view} now={now} note={note} closed={closed} onControl={onControl} />
    </bdi>
  );
}

function Content({
  view,
  now,
  note,
  closed,
  onControl,
}: {
  view: DesktopView;
  now: number;
  note: FailureMessage | null;
  closed: boolean;
  onControl: OnControl;
}) {
  // The page's clock shows that a session is over before the background reports it.
  const over = view.phase === 'live' && view.expiresAt <= now;
  const said = note && <Note message={note} onControl={onControl} />;
  if (view.phase === 'running') {
    return (
      <MainButton icon={LoaderCircle} spin action="none" onControl={onControl}>
        {`${STEP_NAMES[view.step]}…`}
      </MainButton>
    );
  }
  if (view.phase === 'live' && !over) {
    const changed = view.change && agentChangeWording(view.change);
    return (
      <b class="trouble" key="live">
        <b class="live">
          {changed ? (
            <b class="live-text" role="status" key="changed">
              {changed.sentence}
            </b>
          ) : (
            <b class="live-text" key="left">
              <i class="live-dot" />
              Cobrowsing · {formatMinutesLeft(view.expiresAt, now)}
            </b>
          )}
          <button
            type="button"
            class="open"
            title={titleOf('Open the session', view.names)}
            key="open"
            ref={drawn('open', onControl)}
          >
            Open
          </button>
        </b>
        {changed && changed.button !== null && (
          <b class="note note-waiting" key="start-over">
            <button
              type="button"
              class="recovery-action"
              title={titleOf(changed.button, view.names)}
              key="start-over"
              ref={drawn('start-over', onControl)}
            >
              {changed.button}
            </button>
          </b>
        )}
        {said}
      </b>
    );
  }
  if (view.phase === 'idle' && view.isOwn) {
    return (
      <b class="live" key="own">
        <b class="live-text" title="You can cobrowse only with another agent.">
          Your own conversation
        </b>
      </b>
    );
  }
  if (view.phase === 'idle' || view.phase === 'live') {
    const shows = view.phase === 'idle' && view.shows ? SHOWS_NOTES[view.shows] : '';
    return (
      <b class="trouble" key="start">
        <MainButton
          icon={ScreenShare}
          action="start"
          title={titleOf('Cobrowse', view.names, shows)}
          onControl={onControl}
        >
          Cobrowse
          <Names names={view.names} />
        </MainButton>
        {said}
      </b>
    );
  }
  const { message, retryAt } = view;
  const waiting = view.phase === 'waiting';
  const seconds = retryAt === undefined ? 0 : secondsUntil(retryAt, now);
  return (
    <b class="trouble" key="start">
      <MainButton
        icon={ScreenShare}
        action={waiting ? 'none' : 'start'}
        title={titleOf('Cobrowse', view.names)}
        onControl={onControl}
      >
        {waiting && seconds > 0 ? `Waiting ${seconds} s` : 'Cobrowse'}
        <Names names={view.names} />
      </MainButton>
      {said ??
        (!closed && (
          <Note message={message} waiting={waiting} onControl={onControl}>
            {waiting && retryAt !== undefined && (
              <em class="note-text">
                {seconds > 0 ? `Continues automatically in ${seconds} s` : 'Continuing…'}
              </em>
            )}
          </Note>
        ))}
    </b>
  );
}

/** Reports an element once it is drawn. */
const drawn = (action: DesktopAction, onControl: OnControl) => (element: HTMLButtonElement | null) => {
  if (element) onControl(element, action);
};

/** The names that a press would start for, shortened to fit; the full text is in the title. */
function Names({ names }: { names: DesktopNames | undefined }) {
  if (!names) return null;
  return (
    <b class="who">
      <i>·</i>
      <bdi class="name">{customerOf(names)}</bdi>
      <i>·</i>
      <bdi class="name">{agentOf(names)}</bdi>
    </b>
  );
}

const customerOf = ({ customer }: DesktopNames) => customer ?? 'Unknown customer';
const agentOf = ({ agent, hasAgent }: DesktopNames) => (hasAgent ? (agent ?? 'Unknown agent') : 'no agent');

function titleOf(what: string, names: DesktopNames | undefined, more = ''): string {
  const about = names ? `${what} · customer: ${customerOf(names)} · agent: ${agentOf(names)}` : '';
  return [about, more].filter(Boolean).join('. ');
}

function Note({
  message,
  waiting = false,
  onControl,
  children,
}: {
  message: FailureMessage;
  waiting?: boolean;
  onControl: OnControl;
  children?: ComponentChildren;
}) {
  const recoveryAction = RECOVERY_ACTION_NAMES[message.recoveryAction];
  return (
    <b class={waiting ? 'note note-waiting' : 'note'} role={waiting ? 'status' : 'alert'} key="note">
      <strong class="note-title">{message.title}</strong>
      <em class="note-text">{message.help}</em>
      {children}
      {recoveryAction && (
        <button
          type="button"
          class="recovery-action"
          key={`recovery-action ${message.recoveryAction}`}
          ref={drawn('recovery-action', onControl)}
        >
          {recoveryAction}
        </button>
      )}
      <button
        type="button"
        class="close"
        aria-label="Dismiss"
        key="dismiss"
        ref={drawn('dismiss', onControl)}
      >
        <Icon node={X} size={14} />
      </button>
    </b>
  );
}

function MainButton({
  icon,
  spin = false,
  action,
  title = '',
  onControl,
  children,
}: {
  icon: IconNode;
  spin?: boolean;
  action: DesktopAction;
  title?: string;
  onControl: OnControl;
  children: ComponentChildren;
}) {
  return (
    <button
      type="button"
      class="main"
      // Never reuse a control's element for another one: a second press of the same gesture must
      // not hit it.
      key={action}
      title={title}
      disabled={action === 'none'}
      aria-live="polite"
      ref={drawn(action, onControl)}
    >
      <Icon node={icon} size={16} class={spin ? 'spin' : ''} />
      {children}
    </button>
  );
}
