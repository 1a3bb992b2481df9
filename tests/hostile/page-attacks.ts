/**
 * What a hostile Genesys desktop page does to our button so that a person starts what they do not
 * mean. The functions run in the page: they see nothing of where they are written. Each gets the
 * element that holds the button, and its closed root, because whoever wants the root gets it:
 * another extension can open any. The drivers of the browsers do what the person does, and see that
 * nothing starts which the person has not confirmed.
 */

/** A place in the window, in CSS pixels. */
export type Point = { x: number; y: number };

export type PageAttack = {
  /** What the page does, to be read after “a page that”. */
  name: string;
  attack: (host: HTMLElement, root: ShadowRoot) => void;
  /** Where on the button the user presses; in its center by default. */
  press?: 'corner';
  /**
   * The user's press began on another element: it does not count as a press on the button, and no
   * window asks.
   */
  beganElsewhere?: true;
};

/**
 * Runs ahead of the page's own scripts: opens every root that is attached where the page's hand
 * reaches.
 */
export function openEveryRoot(): void {
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (this: Element, init: ShadowRootInit) {
    return attach.call(this, { ...init, mode: 'open' });
  };
}

/**
 * Runs ahead of the page's own scripts: has code of the page run in custom elements, of a name of
 * their own and in place of `div`, which get closed roots by their internals. Whether a root of
 * ours was got is read by {@link hasGotRoot}.
 */
export function defineOurHost(): void {
  class Thief extends HTMLElement {
    constructor() {
      super();
      note(this.attachInternals());
    }
  }
  class DivThief extends HTMLDivElement {
    constructor() {
      super();
      note(this.attachInternals());
    }
  }
  const thieves: ElementInternals[] = [];
  const note = (internals: ElementInternals) => thieves.push(internals);
  Object.assign(globalThis, { thieves });
  customElements.define('cobrowse-for-genesys-cloud', Thief);
  customElements.define('cobrowse-div', DivThief, { extends: 'div' });
}

/** Runs in a page after {@link defineOurHost}. */
export function hasGotRoot(): boolean {
  const { thieves } = globalThis as unknown as { thieves: ElementInternals[] };
  const internalsOf = (element: Element) => {
    try {
      element.setAttribute('is', 'cobrowse-div');
      customElements.upgrade(element);
      return [(element as HTMLElement).attachInternals()];
    } catch {
      // Refused, as it has to be for what is no custom element.
      return [];
    }
  };
  const hosts = [...document.querySelectorAll('[data-cobrowse-for-genesys-cloud]')];
  return [...hosts.flatMap(internalsOf), ...thieves].some(({ shadowRoot }) => shadowRoot !== null);
}

/** Attacks that need no person at all: the page makes everything up. */
export const MADE_UP: PageAttack[] = [
  {
    name: 'makes up a press of the mouse, a touch and keys on the element that holds the button',
    attack: (host) => {
      const { left, top, width, height } = host.getBoundingClientRect();
      const at = {
        bubbles: true,
        composed: true,
        cancelable: true,
        clientX: left + width / 2,
        clientY: top + height / 2,
      };
      for (const target of [host, host.parentElement ?? host]) {
        for (const type of ['pointerdown', 'pointerup', 'touchstart', 'touchend'])
          target.dispatchEvent(new PointerEvent(type, at));
        for (const type of ['mousedown', 'mouseup', 'click', 'dblclick'])
          target.dispatchEvent(new MouseEvent(type, at));
        for (const key of ['Enter', ' '])
          for (const type of ['keydown', 'keypress', 'keyup'])
            target.dispatchEvent(new KeyboardEvent(type, { ...at, key }));
        target.focus();
        target.click();
      }
    },
  },
  {
    name: 'makes up presses on a copy of the element that holds the button',
    attack: (host) => {
      const copy = host.cloneNode(true) as HTMLElement;
      host.after(copy);
      for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'])
        copy.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true }));
      copy.focus();
      copy.click();
      copy.remove();
    },
  },
  {
    name: 'clicks the button itself by script',
    attack: (_host, root) => {
      root.querySelector<HTMLElement>('button')?.click();
    },
  },
  {
    name: 'makes up a press of the mouse and keys on the button itself',
    attack: (_host, root) => {
      const button = root.querySelector<HTMLElement>('button');
      const options = { bubbles: true, composed: true, cancelable: true, detail: 1 };
      for (const type of ['pointerdown', 'pointerup']) button?.dispatchEvent(new PointerEvent(type, options));
      for (const type of ['mousedown', 'mouseup', 'click'])
        button?.dispatchEvent(new MouseEvent(type, options));
      button?.focus();
      for (const key of ['Enter', ' '])
        for (const type of ['keydown', 'keypress', 'keyup'])
          button?.dispatchEvent(new KeyboardEvent(type, { ...options, key, code: key.trim() || 'Space' }));
    },
  },
  {
    name: 'makes the button submit a form of its own',
    attack: (_host, root) => {
      const button = root.querySelector('button');
      if (!button) return;
      const form = document.createElement('form');
      button.before(form);
      form.append(button);
      button.type = 'submit';
      form.addEventListener('submit', (event) => event.preventDefault());
      form.requestSubmit(button);
    },
  },
];

/** Attacks that focus the button by script: the user's next key is meant for something else. */
export const FOCUS_STOLEN: PageAttack[] = [
  {
    name: 'puts the focus on the button',
    attack: (_host, root) => {
      root.querySelector<HTMLElement>('button')?.focus();
    },
  },
  {
    name: 'puts the focus on the button in the midst of the person’s key press',
    beganElsewhere: true,
    attack: (_host, root) => {
      const field = document.createElement('input');
      document.body.append(field);
      field.focus();
      field.addEventListener('keydown', () => root.querySelector<HTMLElement>('button')?.focus());
    },
  },
];

/** An attack that returns where the user clicks next. */
export type BaitAttack = { name: string; attack: (host: HTMLElement, root: ShadowRoot) => Point };

/** Attacks that turn the person's click elsewhere into one on the button. */
export const CLICK_FORWARDED: BaitAttack[] = [
  {
    name: 'puts a label for the button beside it',
    attack: (_host, root) => {
      const button = root.querySelector('button');
      if (button) button.id = 'led-astray';
      const label = document.createElement('label');
      label.htmlFor = 'led-astray';
      label.style.cssText =
        'position:fixed;left:0;top:0;width:200px;height:200px;z-index:2147483647;background:#fff';
      root.append(label);
      return { x: 100, y: 100 };
    },
  },
  {
    name: 'puts the button into a label',
    attack: (_host, root) => {
      const button = root.querySelector('button');
      const label = document.createElement('label');
      button?.before(label);
      const bait = document.createElement('span');
      bait.style.cssText =
        'position:fixed;left:0;top:0;width:200px;height:200px;z-index:2147483647;background:#fff';
      if (button) label.append(bait, button);
      return { x: 100, y: 100 };
    },
  },
];

/** Attacks after which the person presses the button without seeing what it is. */
export const UNSEEN: PageAttack[] = [
  {
    name: 'covers the button with a picture that lets clicks through',
    attack: (host) => {
      const { left, top, width, height } = host.getBoundingClientRect();
      const cover = document.createElement('div');
      cover.style.cssText = `position:fixed;z-index:2147483647;pointer-events:none;background:#fff;left:${left - 9}px;top:${top - 9}px;width:${width + 18}px;height:${height + 18}px`;
      document.documentElement.append(cover);
    },
  },
  {
    name: 'makes the button transparent',
    attack: (host) => {
      host.style.setProperty('opacity', '0.01', 'important');
    },
  },
  {
    name: 'makes what the button stands in transparent',
    attack: (host) => {
      host.parentElement?.style.setProperty('opacity', '0.02');
    },
  },
  {
    name: 'paints over the button with a filter',
    attack: (host) => {
      host.style.setProperty('filter', 'opacity(1%)', 'important');
    },
  },
  {
    name: 'mixes the button away with a blend mode',
    attack: (host) => {
      host.style.setProperty('mix-blend-mode', 'color', 'important');
      host.parentElement?.style.setProperty('mask-image', 'linear-gradient(transparent, transparent)');
    },
  },
  {
    name: 'distorts the button',
    attack: (host) => {
      host.style.setProperty('transform', 'skewX(70deg)', 'important');
    },
  },
  {
    name: 'makes the button tiny',
    attack: (host) => {
      host.style.setProperty('zoom', '0.05', 'important');
    },
  },
  {
    name: 'gives the button transparent colors by custom properties',
    attack: (host) => {
      for (const property of ['--action', '--action-hover', '--on-action', '--surface', '--text'])
        host.style.setProperty(property, 'transparent', 'important');
      host.style.setProperty('-webkit-text-fill-color', 'transparent', 'important');
    },
  },
  {
    name: 'makes the words on the button transparent',
    attack: (host) => {
      host.style.setProperty('-webkit-text-fill-color', 'transparent', 'important');
      host.style.setProperty('color', 'transparent', 'important');
    },
  },
  {
    name: 'cuts the button down to a slice with clip-path',
    attack: (host) => {
      host.style.setProperty('clip-path', 'inset(45% 45% 45% 45%)', 'important');
    },
  },
  {
    name: 'cuts the button down to a slice by what it stands in',
    press: 'corner',
    attack: (host) => {
      const frame = document.createElement('div');
      frame.style.cssText = 'display:inline-block;overflow:hidden;width:10px;height:10px';
      host.before(frame);
      frame.append(host);
    },
  },
  {
    name: 'restyles the button from inside',
    attack: (_host, root) => {
      const style = document.createElement('style');
      style.textContent = 'button { opacity: 0 !important }';
      root.append(style);
    },
  },
  {
    name: 'renames the button',
    attack: (_host, root) => {
      const button = root.querySelector('button');
      if (button) button.textContent = 'Refresh';
    },
  },
];
