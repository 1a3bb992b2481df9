import type { Offer } from '@/utils/cobrowse/model';
import { t } from '@/utils/i18n/messages';
import { useAnnounce } from '../common/announce';
import { CopyButton } from '../common/CopyButton';
import { formatLength } from '../common/time';
import { whileBusy } from '../common/while-busy';
import './OfferPanel.css';

/**
 * An offer that the customer has not accepted yet: the code to read to them, and how long it is
 * valid.
 */
export function OfferPanel({
  offer,
  now,
  busy,
  onCopy,
  onStartAgain,
}: {
  offer: Offer;
  now: number;
  busy: boolean;
  onCopy: (text: string) => Promise<void>;
  onStartAgain: () => void;
}) {
  const { joinCode, endsAt, by } = offer;
  if (endsAt !== null && endsAt <= now) {
    return (
      <div key="over" class="offer offer-over">
        <OfferOver />
        <button type="button" class="button button-small" {...whileBusy(busy, onStartAgain)}>
          {t('session_start_again')}
        </button>
      </div>
    );
  }
  if (joinCode === null) {
    return (
      <div key="asked" class="offer">
        <p class="offer-tell">{t('session_offer_asked')}</p>
      </div>
    );
  }
  return (
    <div key="code" class="offer">
      <div class="offer-head">
        <p class="offer-label">
          {t('session_offer_code')}
          {endsAt !== null && (
            <span class="offer-left">{t('session_offer_left', { time: formatLength(endsAt - now) })}</span>
          )}
        </p>
        <p class="offer-line">
          {/* Announced digit by digit; shown in groups, and selected as one word. */}
          <span class="visually-hidden offer-spoken">{[...joinCode].join(' ')}</span>
          <span class="offer-code" dir="ltr" aria-hidden="true">
            {groupsOf(joinCode).map((group) => (
              <span key={group.at}>{group.text}</span>
            ))}
          </span>
          <CopyButton
            label={t('session_copy_code')}
            class="button button-small"
            copy={() =>
              onCopy(joinCode).then(
                () => true,
                () => false,
              )
            }
          />
        </p>
      </div>
      {/* By where the customer is asked. */}
      <p class="offer-tell">
        {t(by === 'other' ? 'session_offer_tell_anywhere' : `session_offer_tell_${by}`)}
      </p>
    </div>
  );
}

/**
 * Splits a code into groups of three, or of four if that divides evenly; other texts stay as they
 * are.
 */
export function groupsOf(code: string): { at: number; text: string }[] {
  if (!/^\w{5,}$/.test(code)) return [{ at: 0, text: code }];
  const size = code.length % 3 !== 0 && code.length % 4 === 0 ? 4 : 3;
  return Array.from({ length: Math.ceil(code.length / size) }, (_, index) => ({
    at: index,
    text: code.slice(index * size, (index + 1) * size),
  }));
}

function OfferOver() {
  const words = t('session_offer_over');
  useAnnounce(words);
  return <p>{words}</p>;
}
