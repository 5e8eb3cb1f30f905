// A cabinet page with the look's usual content, rendered by the layout: what the browser tests look at.

import type { AssetManifest } from '../../renderer/assets.ts';
import { componentRoot } from '../../renderer/component-root.ts';
import { renderAlert, renderEmpty } from '../../renderer/feedback.ts';
import { html, join } from '../../renderer/html.ts';
import { icon } from '../../renderer/icons.ts';
import { renderAuthPage, renderCabinet, renderError } from '../../renderer/layout.ts';
import type { Lang } from '../../renderer/locale.ts';
import { formatMoney } from '../../renderer/locale.ts';
import type { RenderContext } from '../../renderer/page-context.ts';

export function sampleContext(assets: AssetManifest, change: Partial<RenderContext> = {}): RenderContext {
  const lang: Lang = change.lang ?? 'ru';
  return {
    lang,
    locale: { lang, timeZone: 'Europe/Moscow' },
    timeZone: 'Europe/Moscow',
    visitor: { username: 'kotova', displayName: 'Мария Котова', initials: 'МК', isSignedIn: true, roles: ['client'] },
    csrfToken: 'token-1',
    nonce: 'nonce1',
    styleNonce: 'nonce1',
    theme: 'light',
    density: 'comfortable',
    isDeveloper: false,
    assets,
    ...change,
  };
}

const STATES = ['status-info', 'status-warning', 'status-success', 'status-plum', 'status-danger'];

/** Sidebar, head, alert, a form, a table of rows, an empty state, links that open dialogs. */
export function samplePage(ctx: RenderContext): string {
  const rows = Array.from(
    { length: 8 },
    (_, i) =>
      html`<tr><th scope="row" class="cell-title"><a href="/order/${i}">10 48${i}</a></th><td data-label="Клиент">ООО «Волга Строй»</td><td class="cell-side" data-label="Статус"><span class="status ${STATES[i % STATES.length]}">В работе</span></td><td class="num" data-label="Сумма">${formatMoney(ctx.locale, 1_400 * (i + 1))}</td></tr>`,
  );
  const table = componentRoot(
    { kind: 'table', code: 'orders', labelledBy: 'orders-title' },
    html`<div class="card"><div class="card-header"><h2 id="orders-title">Заказы</h2><span class="card-note">8</span><button type="button" class="btn btn-icon btn-quiet push as-refresh" aria-label="Обновить" title="Обновить">${icon('arrow-clockwise')}</button></div>
<div class="table-scroll border-top-0" tabindex="0"><table class="table table-stack"><caption class="sr-only">Заказы</caption><thead><tr><th scope="col">№</th><th scope="col">Клиент</th><th scope="col">Статус</th><th scope="col" class="num">Сумма</th></tr></thead><tbody>${join(rows)}</tbody></table></div></div>`,
  );
  const form = html`<section class="card" aria-labelledby="form-title"><div class="card-body"><h2 class="h3" id="form-title">Заявка</h2><form><div class="form-group"><label for="f-name">Название</label><input class="form-control" id="f-name" name="name"></div><div class="form-group"><label for="f-kind">Категория</label><select class="custom-select" id="f-kind"><option>Ремонт</option></select></div><div class="custom-control custom-checkbox mb-3"><input type="checkbox" class="custom-control-input" id="f-ok" checked><label class="custom-control-label" for="f-ok">Согласен</label></div><button type="button" class="btn btn-primary as-form-modal" data-code="request" data-itemid="7" data-param-point="3" data-title="Новая заявка">Создать</button></form></div></section>`;
  return renderCabinet({
    ctx,
    title: 'Заказы',
    menu: {
      groups: [
        {
          items: [
            { text: 'Рабочий стол', url: '/', icon: 'house' },
            { text: 'Мои заказы', url: '/orders', icon: 'clipboard-check', isCurrent: true, count: 4 },
            { text: 'Справочники', url: '', icon: 'box-seam', children: [{ text: 'Товары', url: '/products' }] },
          ],
        },
        { title: 'Обо мне', items: [{ text: 'Уведомления', url: '/notifications', icon: 'bell', count: 3, isAlert: true }] },
      ],
    },
    breadcrumbs: [{ text: 'Кабинет', url: '/' }, { text: 'Заказы' }],
    head: {
      title: 'Заказы',
      lead: 'Казань, Баумана 15',
      status: { text: 'Ждёт ответа', kind: 'warning' },
      actions: html`<button type="button" class="btn btn-outline-secondary" data-do="print">${icon('printer')}Печать</button><a class="btn btn-primary" href="/new">${icon('plus-lg')}Новый заказ</a>`,
    },
    notifications: { unread: 3 },
    search: { placeholder: 'Найти заказ, клиента, товар' },
    body: html`<div class="stack">${renderAlert('warning', { title: 'Ждёт вашего ответа', text: 'Мастер предлагает заменить ролик.' })}
<div class="split split-side"><div class="stack">${table}</div><aside class="stack" aria-label="О заказе">${form}<section class="card" aria-label="Файлы">${renderEmpty({ title: 'Файлов пока нет', text: 'Приложите фото или документ.', size: 'small' })}</section></aside></div></div>`,
  });
}

export function sampleDoor(ctx: RenderContext): string {
  return renderAuthPage({
    ctx: { ...ctx, visitor: { ...ctx.visitor, isSignedIn: false } },
    title: 'Вход в кабинет',
    lead: 'Заказы, заявки и баланс — в одном месте.',
    body: html`<form method="post" action="/sign-in"><div class="form-group"><label for="login">Почта</label><input class="form-control" id="login" name="login" autocomplete="username"></div><div class="form-group"><label for="password">Пароль</label><div class="password"><input class="form-control" id="password" type="password" autocomplete="current-password"><button type="button" class="btn btn-icon btn-quiet" data-do="show-password" aria-label="Показать пароль" title="Показать пароль">${icon('eye')}</button></div></div><button type="submit" class="btn btn-primary btn-block btn-lg">Войти</button></form>`,
    footer: [{ text: 'Помощь со входом', url: '/help' }],
  });
}

export function sampleError(ctx: RenderContext): string {
  return renderError({
    ctx,
    status: 500,
    title: 'У нас что-то сломалось',
    text: 'Повторите через минуту.',
    traceId: 'a3f9c1-7d20',
    detail: 'Invalid object name <b>',
  });
}
