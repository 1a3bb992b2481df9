import type { ComponentChildren } from 'preact';
import type { FloorRow } from '@/utils/floor/model';
import { t } from '@/utils/i18n/messages';
import { formatClockTime, formatLength, formatMinutes } from '../common/time';
import { useClockText } from '../common/use-now';
import { controlName, purposeName } from '../common/wording';
import { agentOf, customerOf, mediaName, sentenceOf, stateName } from '../conversation-list/row-wording';
import type { SelectedDetail } from '../popup/popup-host';

/** What the platform has reported of the conversation, and with what its start would go. */
export function DrawerFacts({
  target: { row, live },
  userId,
  session,
  settings,
  withoutControl,
  purpose,
}: SelectedDetail) {
  const { queueName, media, state, startedAt, alsoThere = [], watchers, agent } = row;
  const others = watchers.filter((watcher) => watcher.userId !== userId);
  const used = session?.settings ?? settings;
  const why = session ? (session.purpose ?? '') : purpose;
  const control = session
    ? controlName(used.allowRemoteControl)
    : (withoutControl ?? controlName(used.allowRemoteControl));
  return (
    <dl class="drawer-facts">
      <Fact name={t('panel_detail_people')}>
        <ul>
          {agent && <Person name={agentOf(row)} part={t('panel_detail_agent')} />}
          {alsoThere.map((person) => (
            <Person
              key={person.userId}
              name={person.name ?? t('panel_unknown_agent')}
              part={t('panel_detail_called_in')}
            />
          ))}
          <Person name={customerOf(row)} part={t('panel_detail_customer')} />
        </ul>
      </Fact>
      {queueName !== null && (
        <Fact name={t('panel_column_queue')}>
          <bdi>{queueName}</bdi>
        </Fact>
      )}
      <Fact name={t('panel_detail_conversation')}>
        {mediaName(media)}
        {startedAt !== null && (
          <>
            {' · '}
            <Since at={startedAt} />
          </>
        )}
        {/* A hold has a line of its own. */}
        {state !== 'on-hold' && stateName(state) !== '' && ` · ${stateName(state)}`}
      </Fact>
      <Fact name={t('panel_detail_hold')}>
        <Hold row={row} />
      </Fact>
      <Fact name={t('panel_detail_watching')}>
        {others.length > 0 ? (
          <ul>
            {others.map((watcher) => (
              <li key={`${watcher.userId} ${watcher.how}`}>{sentenceOf(watcher, userId)}</li>
            ))}
          </ul>
        ) : (
          <NotSaid known={row.complete} none={t('panel_detail_nobody')} />
        )}
      </Fact>
      <Fact name={t(live ? 'panel_detail_session' : 'panel_detail_start')}>
        {control} · {formatMinutes(used.timeoutInMinutes)}
      </Fact>
      <Fact name={t('panel_detail_purpose')}>
        {why === '' ? (
          <span class="drawer-none">{t('panel_detail_none')}</span>
        ) : (
          <bdi>{purposeName(why)}</bdi>
        )}
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Person({ name, part }: { name: string; part: string }) {
  return (
    <li>
      <bdi>{name}</bdi> <span class="drawer-part">{part}</span>
    </li>
  );
}

/** The hold that lasts now. The platform’s lists report no earlier ones. */
function Hold({ row }: { row: FloorRow }) {
  const { state, stateSince, complete } = row;
  if (state !== 'on-hold') return <NotSaid known={complete} none={t('panel_detail_none')} />;
  return stateSince === undefined ? <span>{t('panel_detail_hold_unknown')}</span> : <Since at={stateSince} />;
}

/** Nothing to say: because there is nothing, or because only a listing is known, which omits it. */
function NotSaid({ known, none }: { known: boolean; none: string }) {
  return <span class="drawer-none">{known ? none : t('panel_detail_not_known')}</span>;
}

/** How long something has lasted, and since when. */
function Since({ at }: { at: number }) {
  const length = useClockText((now) => formatLength(now - at), at);
  return <>{t('panel_detail_since', { length, time: formatClockTime(at) })}</>;
}
