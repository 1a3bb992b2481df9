import { Ellipsis, GripVertical, type IconNode, LoaderCircle, ScreenShare, Send, Square, X } from 'lucide';
import type { ComponentChildren } from 'preact';
import type { FailureMessage } from '@/utils/errors/messages';
import { formatNumber, t } from '@/utils/i18n/messages';
import type { DesktopNames, DesktopView, SessionAction } from '@/utils/messaging/protocol';
import { Icon } from '../common/Icon';
import { secondsUntil } from '../common/time';
import { agentChangeText, minutesLeft, recoveryActionText, showsText, stepText } from './button-wording';

/** The action of a control. `none`: it only shows something, and cannot be pressed. */
export type DesktopAction =
  | 'start'
  | 'start-over'
  | 'open'
  | 'more'
  | SessionAction
  | 'recovery-action'
  | 'dismiss'
  | 'move'
  | 'none';

/** Called with each control that is drawn, and its action. */
export type OnControl = (element: HTMLButtonElement, action: DesktopAction) => void;

/** A message in the page. `isDone`: something was done; otherwise something was not. */
export type DesktopNote = FailureMessage & { isDone?: boolean };

/** Inline styles: lengths only, as the page is on somebody else's site. */
type Place = Record<string, string>;

type Props = {
  /** `null` if nothing is known about a conversation in view: then nothing is shown. */
  view: DesktopView | null;
  /** Milliseconds since the epoch. */
  now: number;
  /** A message of this page itself, shown before that of the view. */
  note: DesktopNote | null;
  /** Whether the note about a failure was closed. */
  closed: boolean;
  /** Whether the menu of a live session is open. */
  isMenuOpen?: boolean;
  /** What is being done with the live session. */
  doing?: SessionAction | null;
  /** Where it floats above the page; `null` in the desktop's own bar. */
  floating?: Place | null;
  /** Where the note or the menu is, from the corner of the button. */
  overlay?: Place;
  /** Whether the desktop around it is dark. */
  isDark?: boolean;
  /** The round corners of the bar's own buttons, in CSS pixels. */
  radius?: number;
  onControl: OnControl;
};

/**
 * The Cobrowse button in the Genesys desktop. It names whom it would start for, shows the progress
 * of a start, opens and ends the live session, and shows failures next to it. It has no state and
 * no handlers: its props alone define what is drawn, synchronously, so that any other change in its
 * root comes from somebody else; and the caller judges presses. It uses only elements that can
 * never have a shadow root of their own (no div, span or p), in which a page could show other
 * words.
 */
export function DesktopButton(props: Props) {
  const { view, floating = null, isDark = false, onControl } = props;
  if (view === null) return null;
  const looks = ['box', floating && 'floating', isDark && 'dark'].filter(Boolean).join(' ');
  return (
    <bdi class={looks} {...(floating && { style: floating })}>
      {floating && (
        <button
          type="button"
          class="grip"
          key="move"
          aria-label={t('button_move')}
          title={t('button_move_how')}
          ref={drawn('move', onControl)}
        >
          <Icon node={GripVertical} size={14} />
        </button>
      )}
      <Content {...props} view={view} />
    </bdi>
  );
}

function Content(props: Props & { view: DesktopView }) {
  const { view, now, note, closed } = props;
  // The page's clock shows that a session is over before the background reports it.
  const over = view.phase === 'live' && view.expiresAt <= now;
  if (view.phase === 'running') {
    return (
      <MainButton {...props} icon={LoaderCircle} spin action="none">
        {stepText(view.step)}
      </MainButton>
    );
  }
  if (view.phase === 'live' && !over) return <Live {...props} view={view} />;
  const said = note && <Note {...props} message={note} />;
  if (view.phase === 'idle' && view.isOwn) {
    return (
      <b class="live" key="own">
        <b class="live-text" title={t('button_own_why')}>
          {t('button_own')}
        </b>
      </b>
    );
  }
  if (view.phase === 'idle' || view.phase === 'live') {
    const shows = view.phase === 'idle' && view.shows ? showsText(view.shows) : '';
    return (
      <>
        <MainButton
          {...props}
          icon={ScreenShare}
          action="start"
          title={titleOf(t('button_cobrowse'), view.names, shows)}
        >
          {t('button_cobrowse')}
          <Names names={view.names} />
        </MainButton>
        {said}
      </>
    );
  }
  const { message, retryAt } = view;
  const isWaiting = view.phase === 'waiting';
  const seconds = retryAt === undefined ? 0 : secondsUntil(retryAt, now);
  return (
    <>
      <MainButton
        {...props}
        icon={ScreenShare}
        action={isWaiting ? 'none' : 'start'}
        isUnspoken={isWaiting && seconds > 0}
        title={titleOf(t('button_cobrowse'), view.names)}
      >
        {isWaiting && seconds > 0
          ? t('button_waiting', { seconds: formatNumber(seconds) })
          : t('button_cobrowse')}
        <Names names={view.names} />
      </MainButton>
      {said ?? (!closed && <Note {...props} message={message} isWaiting={isWaiting} />)}
    </>
  );
}

/** A live session: its time, and what can be done with it. */
function Live(props: Props & { view: DesktopView & { phase: 'live' } }) {
  const { view, now, note, isMenuOpen = false, doing = null, overlay, radius, onControl } = props;
  const { names } = view;
  if (doing === 'end') {
    return (
      <MainButton {...props} icon={LoaderCircle} spin action="none">
        {t('button_ending')}
      </MainButton>
    );
  }
  const left = minutesLeft(view.expiresAt, now);
  const change = view.change && agentChangeText(view.change);
  const overlaid = isMenuOpen ? (
    <b class="overlay menu" style={overlay} key="menu">
      {view.invite && (
        <button type="button" class="invite" key="invite" ref={drawn('invite', onControl)}>
          <Icon node={Send} size={14} />
          {view.invite === 'new' ? t('button_invite') : t('button_invite_again')}
        </button>
      )}
      <button type="button" class="end" key="end" ref={drawn('end', onControl)}>
        <Icon node={Square} size={14} />
        {view.leaves ? t('button_leave') : t('button_end')}
      </button>
      {note && (
        <em class="note-text" role="status">
          {note.help}
        </em>
      )}
    </b>
  ) : note ? (
    <Note {...props} message={note} />
  ) : change ? (
    <b class="overlay note waiting" role="status" style={overlay} key="changed">
      <strong class="note-title">{change.sentence}</strong>
      {change.button !== null && (
        <button
          type="button"
          class="recovery-action"
          title={titleOf(change.button, names)}
          key="start-over"
          ref={drawn('start-over', onControl)}
        >
          {change.button}
        </button>
      )}
    </b>
  ) : null;
  return (
    <>
      <b class="live" key="live" {...rounded(props.floating ? undefined : radius)}>
        <b class="live-text" title={titleOf(left.long, names)}>
          <i class="live-dot" />
          {doing === 'invite' ? t('button_inviting') : left.short}
        </b>
        <button
          type="button"
          class="open"
          title={titleOf(t('button_open_title'), names)}
          key="open"
          ref={drawn('open', onControl)}
        >
          {t('button_open')}
        </button>
        <button
          type="button"
          class="more"
          aria-label={t('button_more')}
          aria-expanded={isMenuOpen}
          key="more"
          ref={drawn('more', onControl)}
        >
          <Icon node={Ellipsis} size={16} />
        </button>
      </b>
      {overlaid}
    </>
  );
}

/** Reports an element once it is drawn. */
const drawn = (action: DesktopAction, onControl: OnControl) => (element: HTMLButtonElement | null) => {
  if (element) onControl(element, action);
};

const rounded = (radius: number | undefined) =>
  radius === undefined ? {} : { style: { borderRadius: `${radius}px` } };

/** The names that a press would start for, shortened to fit; the full text is in the title. */
function Names({ names }: { names: DesktopNames | undefined }) {
  if (!names) return null;
  return (
    <b class="who">
      <i>·</i>
      <bdi class="name">{agentOf(names)}</bdi>
      <i>·</i>
      <bdi class="name">{customerOf(names)}</bdi>
    </b>
  );
}

const customerOf = ({ customer }: DesktopNames) => customer ?? t('button_unknown_customer');
const agentOf = ({ agent, hasAgent }: DesktopNames) =>
  hasAgent ? (agent ?? t('button_unknown_agent')) : t('button_no_agent');

function titleOf(what: string, names: DesktopNames | undefined, more = ''): string {
  const about = names ? t('button_about', { agent: agentOf(names), customer: customerOf(names), what }) : '';
  return [about, more].filter(Boolean).join('\n');
}

function Note({
  message,
  isWaiting = false,
  overlay,
  onControl,
}: Pick<Props, 'overlay' | 'onControl'> & { message: DesktopNote; isWaiting?: boolean }) {
  const { title, help, recoveryAction, isDone = false } = message;
  const action = recoveryActionText(recoveryAction);
  return (
    <b
      class={`overlay note${isWaiting ? ' waiting' : isDone ? ' done' : ''}`}
      role={isWaiting || isDone ? 'status' : 'alert'}
      style={overlay}
      key="note"
    >
      <strong class="note-title">{title}</strong>
      {help && <em class="note-text">{help}</em>}
      {action && (
        <button
          type="button"
          class="recovery-action"
          key={`recovery-action ${recoveryAction}`}
          ref={drawn('recovery-action', onControl)}
        >
          {action}
        </button>
      )}
      <button
        type="button"
        class="close"
        aria-label={t('button_dismiss')}
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
  isUnspoken = false,
  floating,
  radius,
  onControl,
  children,
}: Pick<Props, 'floating' | 'radius' | 'onControl'> & {
  icon: IconNode;
  spin?: boolean;
  action: DesktopAction;
  title?: string;
  /** Whether its changes are not spoken: they come every second, and the note says why it waits. */
  isUnspoken?: boolean;
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
      aria-live={isUnspoken ? 'off' : 'polite'}
      ref={drawn(action, onControl)}
      {...rounded(floating ? undefined : radius)}
    >
      <Icon node={icon} size={16} class={spin ? 'spin' : ''} />
      {children}
    </button>
  );
}
