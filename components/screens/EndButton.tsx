import { useRef, useState } from 'preact/hooks';
import { whileBusy } from '../common/while-busy';

/** Ends the session after a question. */
export function EndButton({ disabled, onEnd }: { disabled: boolean; onEnd: () => Promise<void> }) {
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
  return asks ? (
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
        End session
      </button>
      {/* The button that cancels has the focus, in the place of the one that asked. */}
      <button
        type="button"
        class="button button-small"
        ref={(element) => element?.focus({ preventScroll: true })}
        onClick={keep}
      >
        Cancel
      </button>
    </div>
  ) : (
    <button
      key="ask"
      type="button"
      class="button button-small button-danger"
      ref={(element) => {
        if (element && backToEnd.current) element.focus({ preventScroll: true });
        if (element) backToEnd.current = false;
      }}
      {...whileBusy(busy || disabled, () => setAsks(true))}
    >
      {busy ? 'Ending…' : 'End'}
    </button>
  );
}
