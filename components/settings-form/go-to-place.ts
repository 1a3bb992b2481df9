/**
 * Goes to a place by its address (`options.html#field-clientId`), so that Back returns. The page
 * leads there at once, and even if the address is the same as before.
 */
export function goToPlace(id: string): void {
  if (location.hash !== `#${id}`) history.pushState(null, '', `#${id}`);
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}
