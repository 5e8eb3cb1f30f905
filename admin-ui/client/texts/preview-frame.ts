// A document that the server makes of what is being edited, shown in a frame where nothing runs. Each comes in a frame of its own, so that
// the browser's way back is not filled with previews; the old one goes when the new one is there.

import { element } from '../../../renderer/client/element.ts';

export interface FrameRequest {
  readonly url: string;
  readonly values: readonly (readonly [string, string])[];
}

let frames = 0;

export function showInFrame(place: HTMLElement, { url, values }: FrameRequest): void {
  const before = [...place.children];
  frames += 1;
  // Its own origin, so that the platform's style sheets come; without scripts that opens nothing.
  const frame = element('iframe', { name: `preview-${frames}`, title: place.dataset.title ?? '', sandbox: 'allow-same-origin' });
  const form = element('form', { method: 'post', action: url, target: frame.name, hidden: true });
  for (const [name, value] of values) {
    const field = element('textarea', { name });
    field.value = value;
    form.append(field);
  }
  frame.classList.add('is-coming');
  place.append(frame);
  document.body.append(form);
  frame.addEventListener('load', () => {
    // A new frame has an empty document first.
    if (frame.contentDocument?.URL === 'about:blank') return;
    frame.classList.remove('is-coming');
    for (const old of before) old.remove();
  });
  form.submit();
  form.remove();
}
