import { LoaderCircle } from 'lucide';
import type { ComponentChildren } from 'preact';
import { Icon } from '../parts/Icon';
import { ProductMark } from '../parts/ProductMark';

/** A screen with one thing to do: finish the set-up, or sign in. */
export function Welcome({
  title,
  text,
  button,
  busy = false,
  onPress,
  children,
}: {
  title: string;
  text: string;
  button: string;
  busy?: boolean;
  onPress: () => void;
  children?: ComponentChildren;
}) {
  return (
    <section class="welcome">
      <ProductMark size={56} />
      <h2 class="welcome-title">{title}</h2>
      <p class="welcome-text">{text}</p>
      <button type="button" class="button button-primary button-large" disabled={busy} onClick={onPress}>
        {busy && <Icon node={LoaderCircle} class="spin" />}
        {button}
      </button>
      {children}
    </section>
  );
}
