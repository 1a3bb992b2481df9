import { LoaderCircle } from 'lucide';
import type { ComponentChildren } from 'preact';
import { Icon } from '../common/Icon';
import { ProductMark } from '../common/ProductMark';
import { whileBusy } from '../common/while-busy';
import './SetupPrompt.css';

/** A screen with one thing to do: finish the set-up, or sign in. */
export function SetupPrompt({
  title,
  text,
  button,
  action = title,
  busy = false,
  onPress,
  children,
}: {
  title: string;
  text: string;
  button: string;
  /** Identifies the button's action, because its text may change. */
  action?: string;
  busy?: boolean;
  onPress: () => void;
  children?: ComponentChildren;
}) {
  return (
    <section class="welcome">
      <ProductMark size={56} />
      <h2 class="welcome-title">{title}</h2>
      <p class="welcome-text" dir="auto">
        {text}
      </p>
      <button
        // Another action is another button.
        key={action}
        type="button"
        class="button button-primary button-large"
        {...whileBusy(busy, onPress)}
      >
        {busy && <Icon node={LoaderCircle} class="spin" />}
        {button}
      </button>
      {children}
    </section>
  );
}
