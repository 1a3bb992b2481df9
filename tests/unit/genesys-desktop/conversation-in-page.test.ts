// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { conversationInPage } from '@/utils/genesys-desktop/conversation-in-page';

const ID = '0b7c3f1e-9a2d-4c5b-8e6f-1a2b3c4d5e6f';
const IN_URL = '99999999-9a2d-4c5b-8e6f-1a2b3c4d5e6f';
const HOME = 'https://apps.mypurecloud.com/directory/#/engage/workspace';

/** Adds a frame of the desktop's own origin. Returns its document. */
function addFrame(inside: Document, title: string): Document {
  const frame = inside.createElement('iframe');
  frame.title = title;
  frame.srcdoc = '<p>Loading</p>';
  inside.body.append(frame);
  if (!frame.contentDocument) throw new Error('The frame has no document');
  return frame.contentDocument;
}

function display(inside: Document, id: string) {
  inside.body.innerHTML = `<span data-qa-id="interaction-id"> ${id} </span>`;
}

afterEach(() => {
  document.body.innerHTML = '';
});

describe('conversationInPage', () => {
  it('goes by the address first', () => {
    display(document, ID);
    const url = `https://apps.mypurecloud.com/directory/#/analytics/interactions/${IN_URL}/admin`;
    expect(conversationInPage(document, url)).toBe(IN_URL);
  });

  it('reads the id that the page displays where the address has none', () => {
    display(document, ID.toUpperCase());
    expect(conversationInPage(document, HOME)).toBe(ID);
  });

  it('looks into the frames of the desktop, one inside the other', () => {
    const outer = addFrame(document, 'Analytics UI');
    display(addFrame(outer, 'Analytics UI'), ID);
    expect(conversationInPage(document, HOME)).toBe(ID);
  });

  it('does not look into other frames', () => {
    display(addFrame(document, 'An advertisement'), ID);
    expect(conversationInPage(document, HOME)).toBeNull();
  });

  it.each(['', 'Interaction 7', `${ID}, ${ID}`])('takes “%s” for no id', (text) => {
    display(document, text);
    expect(conversationInPage(document, HOME)).toBeNull();
  });

  it('passes over an element that shows no id', () => {
    document.body.innerHTML = `<i data-qa-id="interaction-id">loading</i><b data-qa-id="detail-value-interactionId">${ID}</b>`;
    expect(conversationInPage(document, HOME)).toBe(ID);
  });
});
