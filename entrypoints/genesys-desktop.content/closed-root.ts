/**
 * An element of ours with a closed shadow root, styled from inside: page scripts can neither look in nor restyle it. Written by hand
 * because WXT's helper brings 8 kB of mounting options into a script that every desktop page loads.
 */
export function createClosedRoot(name: string, css: string): { host: HTMLElement; container: HTMLElement } {
  const host = document.createElement(name);
  const shadow = host.attachShadow({ mode: 'closed' });
  const style = document.createElement('style');
  style.textContent = css;
  const container = document.createElement('div');
  // Keys pressed on our buttons are not shortcuts of the desktop.
  for (const type of ['keydown', 'keyup', 'keypress'])
    container.addEventListener(type, (event) => event.stopPropagation());
  shadow.append(style, container);
  return { host, container };
}
