import type { Offer } from '@/utils/cobrowse/model';
import { CopyButton } from '../common/CopyButton';
import { formatLength } from '../common/time';
import { whileBusy } from '../common/while-busy';
import './OfferPanel.css';

/** What the supervisor must tell the customer, by where the customer is asked. */
const TELL: Record<Offer['by'], string> = {
  message: 'Messenger asks the customer to accept. If it asks them for a code, read them this one.',
  call: 'Ask the customer to open the chat on your website, choose co-browse and enter this code.',
  other: 'Ask the customer to accept the offer, or to enter this code where the chat asks for one.',
};

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
        <p role="status">This code has expired. Start again to get a new code.</p>
        <button type="button" class="button button-small" {...whileBusy(busy, onStartAgain)}>
          Start again
        </button>
      </div>
    );
  }
  if (joinCode === null) {
    return (
      <div key="asked" class="offer">
        <p class="offer-tell">
          The customer has not accepted yet. Only the person who sent the offer can see the code; the viewer
          may show it.
        </p>
      </div>
    );
  }
  return (
    <div key="code" class="offer">
      <div class="offer-head">
        <p class="offer-label">
          Join code for the customer
          {endsAt !== null && <span class="offer-left">Offer ends in {formatLength(endsAt - now)}</span>}
        </p>
        <p class="offer-line">
          {/* Announced digit by digit, shown in groups. */}
          <span class="offer-code" role="img" aria-label={[...joinCode].join(' ')}>
            {groupsOf(joinCode).map((group) => (
              <span key={group.at}>{group.text}</span>
            ))}
          </span>
          <CopyButton
            label="Copy code"
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
      <p class="offer-tell">{TELL[by]}</p>
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
