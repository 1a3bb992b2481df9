import type { ButtonPlace } from './button-place';

/** What the button takes over from the desktop around it, so that it is at home there. */
export type Surroundings = {
  /** Whether the desktop is dark; what the browser prefers does not matter in there. */
  isDark: boolean;
  /** How round the corners of the bar's own buttons are, in CSS pixels. */
  radius?: number;
};

/** The roundest corners that are taken over: the button stays a rectangle. */
const MAX_RADIUS_PX = 8;

/** Reads them from where the button goes. Both choices can be read well, whatever the page says. */
export function surroundingsOf({ anchor, floating }: ButtonPlace): Surroundings {
  const isDark = isDarkBehind(anchor);
  const button = floating ? null : anchor.querySelector('button');
  const radius = button ? Number.parseFloat(getComputedStyle(button).borderTopLeftRadius) : Number.NaN;
  return { isDark, ...(radius >= 0 && { radius: Math.min(radius, MAX_RADIUS_PX) }) };
}

function isDarkBehind(anchor: Element): boolean {
  for (let at: Element | null = anchor; at; at = at.parentElement) {
    const [red, green, blue, alpha = 1] = numbersOf(getComputedStyle(at).backgroundColor);
    if (red === undefined || green === undefined || blue === undefined || alpha < 0.5) continue;
    // Perceived brightness, from 0 to 255. https://www.w3.org/TR/AERT/#color-contrast
    return red * 0.299 + green * 0.587 + blue * 0.114 < 128;
  }
  return false;
}

/** The numbers of a color like `rgb(1, 2, 3)`; none of a color in another form. */
const numbersOf = (color: string) =>
  /^rgba?\(/.test(color) ? (color.match(/[\d.]+/g) ?? []).map(Number) : [];
