import { useRef, useState } from 'preact/hooks';
import { t } from '@/utils/i18n/messages';
import { whileBusy } from '../common/while-busy';

/**
 * Ends a session, or several, after a question in its place.
 * @param question the button that answers it; `null` ends without a question: nothing is lost
 */
export function EndButton({
  name,
  question,
  kind,
  onEnd,
}: {
  name: string;
  question: string | null;
  kind: 'danger' | 'quiet';
  onEnd: () => Promise<void>;
}) {
  const [asks, setAsks] = useState(false);
  const [busy, setBusy] = useState(false);
  const backToEnd = useRef(false);

  function keep() {
    backToEnd.current = true;
    setAsks(false);
  }

  async function end() {
    setAsks(false);
    setBusy(true);
    await onEnd();
    setBusy(false);
  }

  // Keys, so that no button of one is ever reused for the other.
  return asks && question !== null ? (
    // Only catches the key that leaves it, from its buttons.
    // biome-ignore lint/a11y/noStaticElementInteractions: see above
    <div
      key="question"
      class="end-question"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        keep();
      }}
    >
      <button type="button" class="button button-small button-danger" onClick={() => void end()}>
        {question}
      </button>
      {/* The button that cancels has the focus, in the place of the one that asked. */}
      <button type="button" class="button button-small" ref={focusOnce} onClick={keep}>
        {t('common_cancel')}
      </button>
    </div>
  ) : (
    <button
      key="ask"
      type="button"
      class={`button button-small button-${kind}`}
      ref={(element) => {
        if (element && backToEnd.current) element.focus({ preventScroll: true });
        if (element) backToEnd.current = false;
      }}
      {...whileBusy(busy, () => (question === null ? void end() : setAsks(true)))}
    >
      {busy ? t('screens_ending') : name}
    </button>
  );
}

/** Not an inline function: that would take the focus again at each render, which is each second. */
function focusOnce(element: HTMLElement | null) {
  element?.focus({ preventScroll: true });
}
