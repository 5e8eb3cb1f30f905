// Pictures one at a time over the page: arrows go to the next and the one before, Escape closes.

import { openDialog } from '../dialog.ts';
import { element } from '../element.ts';
import { sayFile } from './texts.ts';

/** Opens a picture of a list; the others of the same list come with the arrows. */
function openLightbox(links: readonly HTMLAnchorElement[], at: number): void {
  let place = at;
  const picture = element('img', { class: 'lightbox-picture', alt: '' });
  const status = element('p', { class: 'sr-only', role: 'status' });
  const save = element('a', { class: 'btn btn-outline-secondary', href: links[at]?.href ?? '#', download: '' }, sayFile('download'));
  const step = (label: string, sign: string, by: number): HTMLElement => {
    const button = element('button', { type: 'button', class: 'btn btn-outline-secondary', 'aria-label': label, title: label }, sign);
    button.addEventListener('click', () => show(place + by));
    return button;
  };
  const dialog = openDialog({
    title: '',
    size: 'big',
    body: element('div', { class: 'lightbox' }, picture, status),
    footer: [...(links.length < 2 ? [] : [step(sayFile('previous'), '←', -1), step(sayFile('next'), '→', 1)]), save],
  });
  const show = (wanted: number): void => {
    place = (wanted + links.length) % links.length;
    const link = links[place];
    if (link === undefined) return;
    const name = link.closest<HTMLElement>('[data-file]')?.dataset.name ?? '';
    picture.src = link.dataset.large ?? link.href;
    picture.alt = name;
    save.href = `${link.getAttribute('href') ?? ''}?download=1`;
    dialog.setTitle(name);
    status.textContent = sayFile('picture', { place: place + 1, total: links.length, name });
  };
  dialog.root.addEventListener('keydown', (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by !== undefined) show(place + by);
  });
  show(at);
}

/** A press on a picture's link opens it here; with a modifier key the browser does what it does with links. */
export function startLightbox(root: HTMLElement): void {
  root.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[data-large]') : null;
    if (link === null || !root.contains(link) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const links = [...root.querySelectorAll<HTMLAnchorElement>('a[data-large]')];
    openLightbox(links, links.indexOf(link));
  });
}
