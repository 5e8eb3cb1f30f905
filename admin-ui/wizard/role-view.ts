// The wizard for a new role: all on one screen, then the review.

import type { RequestContext } from '../../engine/request-context.ts';
import { html } from '../../renderer/html.ts';
import type { SafeHtml } from '../../renderer/html.ts';
import { ta } from '../texts.ts';
import { textField } from './controls.ts';
import { wizardFrame } from './frame.ts';

export function roleView(ctx: RequestContext): SafeHtml {
  const { lang } = ctx;
  return wizardFrame(ctx, {
    screen: 'wizard-role',
    apply: ta(lang, 'wizard.createRole'),
    steps: [{ code: 'role', title: ta(lang, 'wizard.roleNames'), body: fields(ctx) }],
  });
}

function fields({ lang }: RequestContext): SafeHtml {
  return html`<div class="form-row">
      ${textField({ id: 'w-title-en', place: 'title/en', label: ta(lang, 'wizard.roleNameEn'), lang: 'en', width: 'col-md-6' })}
      ${textField({ id: 'w-title-ru', place: 'title/ru', label: ta(lang, 'wizard.roleNameRu'), lang: 'ru', width: 'col-md-6' })}
      ${textField({ id: 'w-code', place: 'code', label: ta(lang, 'wizard.code'), help: ta(lang, 'wizard.roleCodeHelp'), maxLength: 40, isCode: true, width: 'col-md-6' })}
      ${textField({ id: 'w-icon', place: 'icon', label: ta(lang, 'wizard.icon'), help: ta(lang, 'wizard.iconHelp'), value: 'person-badge', maxLength: 64, isCode: true, width: 'col-md-6' })}
      ${textField({ id: 'w-welcome-en', place: 'welcome/en', label: ta(lang, 'wizard.welcomeEn'), help: ta(lang, 'wizard.welcomeHelp'), lang: 'en', rows: 3, maxLength: 2000, width: 'col-md-6' })}
      ${textField({ id: 'w-welcome-ru', place: 'welcome/ru', label: ta(lang, 'wizard.welcomeRu'), lang: 'ru', rows: 3, maxLength: 2000, width: 'col-md-6' })}
    </div>
    <fieldset class="wizard-group"><legend>${ta(lang, 'wizard.firstUser')}</legend>
      <p class="form-text">${ta(lang, 'wizard.firstUserHelp')}</p>
      <div class="form-row">
        ${textField({ id: 'w-username', place: 'user/username', label: ta(lang, 'wizard.username'), maxLength: 64, width: 'col-md-4' })}
        ${textField({ id: 'w-displayName', place: 'user/displayName', label: ta(lang, 'wizard.displayName'), maxLength: 128, width: 'col-md-4' })}
        ${textField({ id: 'w-email', place: 'user/email', label: ta(lang, 'wizard.email'), type: 'email', maxLength: 128, width: 'col-md-4' })}
      </div>
    </fieldset>`;
}
