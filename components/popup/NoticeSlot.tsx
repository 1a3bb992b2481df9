import { Ban, ChevronsRight, CircleAlert, Hourglass, Info } from 'lucide';
import { useState } from 'preact/hooks';
import { describeFailure } from '@/utils/errors/messages';
import { formatNumber, joinSentences, t, tParts } from '@/utils/i18n/messages';
import { useSpoken } from '../common/announce';
import { CopyButton } from '../common/CopyButton';
import { DismissButton } from '../common/DismissButton';
import { FailurePanel, goesOn, recoveryActionNameOf } from '../common/FailurePanel';
import { Icon } from '../common/Icon';
import { Sheet } from '../common/Sheet';
import { secondsUntil } from '../common/time';
import { useNow } from '../common/use-now';
import { whileBusy } from '../common/while-busy';
import { type FailureNotice, type Notice, type PlainNotice, rankNotices } from './notices';
import './NoticeSlot.css';

/**
 * The one line between search and list: the notice that matters most, with its button; a counter
 * steps through the others. Its full text, details and actions are in a sheet over the list, so
 * that no notice takes room from it.
 */
export function NoticeSlot({
  notices,
  onCopy,
}: {
  notices: readonly Notice[];
  onCopy: (text: string) => Promise<void>;
}) {
  const spoken = useSpoken();
  const ranked = rankNotices(notices);
  const [wanted, setWanted] = useState<string | null>(null);
  const [openKey, setOpenKey] = useState<string | null>(null);
  // What is new comes first, whatever the user has stepped to: it answers the last press.
  const keys = ranked.map(({ key }) => key);
  const [seen, setSeen] = useState(keys);
  if (seen.join('\n') !== keys.join('\n')) {
    setSeen(keys);
    const news = keys.find((key) => !seen.includes(key));
    if (news !== undefined) setWanted(news);
  }
  const index = Math.max(
    0,
    ranked.findIndex(({ key }) => key === wanted),
  );
  const shown = ranked[index];
  const opened = ranked.find(({ key }) => key === openKey);
  const isAlert = shown?.kind === 'failure' && !shown.waiting;
  const line = shown && <Line key={shown.key} notice={shown} onOpen={() => setOpenKey(shown.key)} />;

  return (
    <section class="notice-slot" aria-label={t('popup_notices')}>
      <div class="notice-status" ref={spoken}>
        {!isAlert && line}
      </div>
      {isAlert && (
        <div class="notice-alert" role="alert" key={shown.key}>
          {line}
        </div>
      )}
      {shown && ranked.length > 1 && (
        <button
          type="button"
          class="notice-counter"
          aria-label={t('popup_next_notice', {
            number: formatNumber(index + 1),
            all: formatNumber(ranked.length),
          })}
          title={t('popup_next_notice_title')}
          onClick={() => setWanted(ranked[(index + 1) % ranked.length]?.key ?? null)}
        >
          {t('popup_notice_count', { number: formatNumber(index + 1), all: formatNumber(ranked.length) })}
          <Icon node={ChevronsRight} size={12} />
        </button>
      )}
      {shown?.onDismiss && <DismissButton key={shown.key} size={14} onDismiss={shown.onDismiss} />}
      {opened && (
        <Sheet
          title={opened.about ?? t('popup_notice')}
          hasTitle={opened.about !== undefined}
          onClose={() => setOpenKey(null)}
        >
          <Details notice={opened} onCopy={onCopy} onClose={() => setOpenKey(null)} />
        </Sheet>
      )}
    </section>
  );
}

function Line({ notice, onOpen }: { notice: Notice; onOpen: () => void }) {
  return notice.kind === 'failure' ? (
    <FailureLine notice={notice} onOpen={onOpen} />
  ) : (
    <PlainLine notice={notice} onOpen={onOpen} />
  );
}

/** What a notice says, after what it is about. */
function Title({ about, title }: { about: string | undefined; title: string }) {
  if (about === undefined) return <>{title}</>;
  const label = (
    <bdi key="about" class="notice-about">
      {about}
    </bdi>
  );
  return <>{tParts('common_label_value', { label, value: title })}</>;
}

function FailureLine({ notice, onOpen }: { notice: Notice & FailureNotice; onOpen: () => void }) {
  const { failure, waiting, about, onRecoveryAction } = notice;
  const { title, help, recoveryAction } = describeFailure(failure, waiting);
  const now = useNow(failure.retryAt !== undefined);
  const seconds = failure.retryAt === undefined ? 0 : secondsUntil(failure.retryAt, now);
  const name = notice.recoveryActionName ?? recoveryActionNameOf(failure, recoveryAction);
  const counts = waiting && failure.retryAt !== undefined;
  return (
    <div class={`notice ${waiting ? 'notice-attention' : 'notice-danger'}`}>
      <Icon node={waiting ? Hourglass : CircleAlert} class="notice-icon" />
      <p class="notice-text grow ellipsis" title={[about, title, help].filter(Boolean).join('\n')}>
        <Title about={about} title={title} />{' '}
        {counts ? (
          <span class="notice-more" data-unspoken="">
            {goesOn(seconds)}
          </span>
        ) : (
          <span class="visually-hidden">{help}</span>
        )}
      </p>
      {name !== '' && (
        <button
          type="button"
          class="notice-action"
          title={name}
          // Another recovery action is another button.
          key={recoveryAction}
          {...whileBusy(!waiting && seconds > 0, () => onRecoveryAction(recoveryAction))}
        >
          {!waiting && seconds > 0
            ? t('common_recover_in', { action: name, seconds: formatNumber(seconds) })
            : name}
        </button>
      )}
      <DetailsButton onPress={onOpen} />
    </div>
  );
}

function PlainLine({ notice, onOpen }: { notice: Notice & PlainNotice; onOpen: () => void }) {
  const { rank, tone, about, title, more = [], action } = notice;
  return (
    <div class={`notice notice-${tone}`}>
      <Icon node={rank === 'refused' ? Ban : Info} class="notice-icon" />
      <p class="notice-text grow ellipsis" title={[about, title, ...more].filter(Boolean).join('\n')}>
        <Title about={about} title={title} />
        {more.length > 0 && <span class="visually-hidden"> {joinSentences(more)}</span>}
      </p>
      {action && (
        <button
          type="button"
          class="notice-action"
          key={action.name}
          title={action.title ?? action.name}
          {...whileBusy(action.busy === true, action.onPress)}
        >
          {action.name}
        </button>
      )}
      <DetailsButton onPress={onOpen} />
    </div>
  );
}

function DetailsButton({ onPress }: { onPress: () => void }) {
  return (
    <button type="button" class="notice-action" aria-haspopup="dialog" onClick={onPress}>
      {t('popup_notice_details')}
    </button>
  );
}

/** Everything about a notice, in the sheet. What it does closes the sheet. */
function Details({
  notice,
  onCopy,
  onClose,
}: {
  notice: Notice;
  onCopy: (text: string) => Promise<void>;
  onClose: () => void;
}) {
  if (notice.kind === 'failure') {
    return (
      <FailurePanel
        silent
        openDetails
        failure={notice.failure}
        waiting={notice.waiting}
        recoveryActionName={notice.recoveryActionName}
        onRecoveryAction={(action) => {
          onClose();
          notice.onRecoveryAction(action);
        }}
        onCopy={onCopy}
      />
    );
  }
  const { title, more = [], action, request } = notice;
  return (
    <div class="stack">
      <p class="notice-title">{title}</p>
      {more.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <div class="cluster">
        {request !== undefined && (
          <CopyButton
            label={t('common_copy_request')}
            class="button button-small button-primary"
            copy={() =>
              onCopy(request).then(
                () => true,
                () => false,
              )
            }
          />
        )}
        {action && (
          <button
            type="button"
            class="button button-small button-primary"
            {...whileBusy(action.busy === true, () => {
              onClose();
              action.onPress();
            })}
          >
            {action.name}
          </button>
        )}
        <button type="button" class="button button-small" onClick={onClose}>
          {t('common_close')}
        </button>
      </div>
    </div>
  );
}
