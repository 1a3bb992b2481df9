const roots = new WeakMap<Element, ShadowRoot>();

const attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function attachAndNote(init) {
  const root = attach.call(this, init);
  roots.set(this, root);
  return root;
};

/** The texts that the page's region says now: its root is closed. */
export function spoken(region = document.querySelector('.announcer[role=status]')): Element[] {
  const root = region && roots.get(region);
  if (!root) throw new Error('The page has no region that speaks.');
  return [...root.querySelectorAll('span')];
}

/** What the page's region says now. */
export const spokenTexts = () => spoken().map(({ textContent }) => textContent);
