// The entry of the developer's cabinet: starts the script of each screen on the page.

import { startIn, tellNotStarted } from '../../renderer/client/activate.ts';
import { startPostForms } from './post-forms.ts';
import { screens } from './screens.ts';
import { isTourOn } from './tour/state.ts';

startPostForms();

for (const root of document.querySelectorAll<HTMLElement>('[data-screen]')) {
  const name = root.dataset.screen ?? '';
  const load = Object.hasOwn(screens, name) ? screens[name] : undefined;
  if (load === undefined) continue;
  root.setAttribute('aria-busy', 'true');
  const starting = load()
    .then((start) => start(root))
    .catch((error: unknown) => tellNotStarted(`screen ${name}`, error))
    .finally(() => root.removeAttribute('aria-busy'));
  void startIn(root, starting);
}

if (isTourOn()) void import('./tour/tour.ts').then(({ goOnWithTour }) => goOnWithTour());
