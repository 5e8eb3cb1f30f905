// The wizard for a new role.

import { element } from '../../../renderer/client/element.ts';
import { proposeCode } from '../../wizard/names.ts';
import { placeIn } from './places.ts';
import { follow, resultCard, startSteps, valueIn } from './steps.ts';
import { sayWizard } from './texts.ts';

export function startRole(root: HTMLElement): void {
  startSteps(root, {
    url: '/admin/wizard/role',
    read: () => ({
      code: valueIn(root, 'code'),
      title: both(root, 'title'),
      icon: valueIn(root, 'icon'),
      welcome: both(root, 'welcome'),
      user: {
        username: valueIn(root, 'user/username'),
        displayName: valueIn(root, 'user/displayName'),
        email: valueIn(root, 'user/email'),
      },
    }),
    find: (place) => placeIn(root, place),
    result: (data) => result(root, data),
  });
  follow(root, {
    code: 'code',
    names: ['title/en', 'title/ru'],
    propose: () => proposeCode(valueIn(root, 'title/en') || valueIn(root, 'title/ru')),
  });
}

function both(root: HTMLElement, place: string): { en: string; ru: string } {
  return { en: valueIn(root, `${place}/en`), ru: valueIn(root, `${place}/ru`) };
}

function result(root: HTMLElement, data: Readonly<Record<string, unknown>>): HTMLElement {
  const code = String(data.code);
  return resultCard({
    title: sayWizard('done', { name: valueIn(root, 'title/en') || valueIn(root, 'title/ru') }),
    links: [
      { text: sayWizard('forThisRole'), url: `/admin/wizard/object?role=${code}` },
      { text: sayWizard('editRole'), url: `/admin/definitions/role/${code}` },
      { text: sayWizard('editHome'), url: `/admin/definitions/page/${code}-home` },
    ],
    more: typeof data.password === 'string' ? [passwordShown(String(data.username), data.password)] : [],
  });
}

function passwordShown(username: string, password: string): HTMLElement {
  const copy = element('button', { type: 'button', class: 'btn btn-outline-secondary' }, sayWizard('copy'));
  copy.addEventListener('click', async () => {
    await navigator.clipboard.writeText(password);
    copy.textContent = sayWizard('copied');
  });
  return element(
    'div',
    { class: 'alert alert-info' },
    element(
      'div',
      {},
      element('p', {}, sayWizard('firstPassword', { username })),
      element('p', { class: 'cluster' }, element('code', { class: 'wizard-password', 'data-password': true }, password), copy),
      element('p', {}, sayWizard('firstPasswordLead')),
    ),
  );
}
