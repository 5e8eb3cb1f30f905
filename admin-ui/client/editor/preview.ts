// The live preview: the real page in a frame, with the drafts of this definition, as a user, a role or oneself, as wide as a desk or a
// phone. It is loaded again when a draft has been kept.

import { element } from '../../../renderer/client/element.ts';
import { glyph, say } from './session.ts';
import type { Session } from './session.ts';

export interface Preview {
  readonly root: HTMLElement;
  /** Whether drafts are to be kept while one types, so that the preview can show them. */
  readonly isLive: boolean;
  load(): void;
}

const REMEMBERED = 'editor-preview';
const DESK_WIDTH = 1280;

interface Kept {
  readonly as?: string;
  readonly isPhone?: boolean;
  readonly isLive?: boolean;
}

export function createPreview(session: Session): Preview {
  const { data } = session;
  const kept = remembered();
  let isPhone = kept.isPhone === true;
  let isLive = kept.isLive !== false;
  let scroll = 0;

  const frame = element('iframe', { class: 'editor-frame', title: say('preview'), loading: 'lazy' });
  const viewport = element('div', { class: 'editor-viewport' }, frame);
  const stage = element('div', { class: 'preview-stage editor-preview-stage' }, viewport);
  const page = element('select', { class: 'custom-select', 'aria-label': say('previewPage') });
  for (const { code, title } of data.pages) page.append(element('option', { value: code }, title === '' ? code : `${title} (${code})`));
  const as = element('select', { class: 'custom-select', 'aria-label': say('previewAs') });
  as.append(element('option', { value: '' }, say('previewMe')));
  const roles = element(
    'optgroup',
    { label: say('previewRoles') },
    ...(data.choices.role ?? []).map(({ code, title }) => element('option', { value: `role:${code}` }, title === '' ? code : title)),
  );
  const users = element(
    'optgroup',
    { label: say('previewUsers') },
    ...data.users.map(({ code, title }) => element('option', { value: `user:${code}` }, title === '' ? code : `${title} (${code})`)),
  );
  as.append(users, roles);
  as.value = [...as.options].some(({ value }) => value === kept.as) ? (kept.as ?? '') : firstViewer(session);
  const values = element('div', { class: 'cluster' });
  const width = element('div', { class: 'segmented', role: 'group', 'aria-label': say('previewWidth') });
  const live = element(
    'button',
    { type: 'button', class: 'btn btn-sm btn-outline-secondary', 'aria-pressed': String(isLive), title: say('previewLiveHint') },
    say('previewLive'),
  );
  const again = element(
    'button',
    { type: 'button', class: 'btn btn-sm btn-icon btn-quiet', 'aria-label': say('previewReload'), title: say('previewReload') },
    glyph('arrow-clockwise'),
  );
  const open = element(
    'a',
    { class: 'btn btn-sm btn-icon btn-quiet', target: '_blank', 'aria-label': say('previewOpen'), title: say('previewOpen') },
    glyph('box-arrow-up-right'),
  );
  const bar = element(
    'div',
    { class: 'pane-head editor-preview-bar' },
    page,
    as,
    values,
    element('span', { class: 'push' }),
    live,
    width,
    again,
    open,
  );
  const root = element('div', { class: 'editor-preview' }, bar, stage);

  function remember(): void {
    try {
      localStorage.setItem(REMEMBERED, JSON.stringify({ as: as.value, isPhone, isLive } satisfies Kept));
    } catch {
      // A browser that keeps nothing asks anew each time.
    }
  }

  function drawWidth(): void {
    const button = (name: string, label: string, isOn: boolean): HTMLElement => {
      const made = element(
        'button',
        { type: 'button', class: 'btn btn-sm btn-icon', 'aria-pressed': String(isOn), 'aria-label': label, title: label },
        glyph(name),
      );
      made.addEventListener('click', () => {
        isPhone = name === 'phone';
        remember();
        drawWidth();
      });
      return made;
    };
    width.replaceChildren(button('display', say('previewDesk'), !isPhone), button('phone', say('previewPhone'), isPhone));
    root.classList.toggle('is-phone', isPhone);
    scaleFrame();
  }

  /** Fields for the parts of the address that are different for each record. */
  function drawValues(): void {
    const route = routeNow();
    const names = [...route.matchAll(/\{(\w+)(?::\w*)?\}/g)].map(([, name = '']) => name);
    values.replaceChildren(
      ...names.map((name) => {
        const input = element('input', {
          class: 'form-control editor-preview-value',
          type: 'text',
          'aria-label': name,
          placeholder: name,
          value: '1',
          'data-name': name,
        });
        input.addEventListener('change', load);
        return input;
      }),
    );
  }

  function routeNow(): string {
    return data.pages.find(({ code }) => code === page.value)?.route ?? '';
  }

  function addressNow(): string {
    const filled = routeNow().replace(/\{(\w+)(?::\w*)?\}/g, (_token, name: string) => {
      const input = values.querySelector<HTMLInputElement>(`[data-name="${name}"]`);
      return encodeURIComponent(input?.value === '' || input === null ? '0' : input.value);
    });
    return `${filled}?__view=${encodeURIComponent([as.value, 'draft'].filter((part) => part !== '').join(';'))}`;
  }

  function load(): void {
    if (data.pages.length === 0) return;
    const address = addressNow();
    open.href = address;
    const inner = frame.contentWindow;
    try {
      scroll = inner?.scrollY ?? 0;
    } catch {
      scroll = 0;
    }
    frame.src = address;
  }

  /** A desk is wider than the pane: its page is drawn at full width and made smaller. */
  function scaleFrame(): void {
    const { clientWidth, clientHeight } = viewport;
    const scale = isPhone || clientWidth === 0 ? 1 : Math.min(1, clientWidth / DESK_WIDTH);
    frame.style.width = isPhone ? '' : `${clientWidth / scale}px`;
    frame.style.height = `${clientHeight / scale}px`;
    frame.style.transform = scale === 1 ? '' : `scale(${scale})`;
  }
  new ResizeObserver(scaleFrame).observe(viewport);

  frame.addEventListener('load', () => {
    frame.contentWindow?.scrollTo(0, scroll);
  });
  page.addEventListener('change', () => {
    scroll = 0;
    drawValues();
    load();
  });
  as.addEventListener('change', () => {
    remember();
    load();
  });
  live.addEventListener('click', () => {
    isLive = !isLive;
    live.setAttribute('aria-pressed', String(isLive));
    remember();
  });
  again.addEventListener('click', load);
  drawWidth();
  drawValues();
  if (data.pages.length === 0) stage.replaceChildren(element('div', { class: 'empty empty-sm' }, element('p', {}, say('previewNoPage'))));
  else load();

  return {
    root,
    get isLive() {
      return isLive && data.pages.length > 0;
    },
    load,
  };
}

function remembered(): Kept {
  try {
    return JSON.parse(localStorage.getItem(REMEMBERED) ?? '{}') as Kept;
  } catch {
    return {};
  }
}

/** Somebody whom the definition's roles admit; rather not one more developer. */
function firstViewer({ data, doc }: Session): string {
  const roles = String(doc.value.roles ?? '')
    .split(',')
    .map((role) => role.trim().toLowerCase());
  const admitted = data.users.filter((one) => one.roles.some((role) => roles.includes(role.toLowerCase())));
  const user = admitted.find((one) => !one.roles.includes('developer')) ?? admitted[0];
  if (user !== undefined) return `user:${user.code}`;
  const role = (data.choices.role ?? []).find(({ code }) => roles.includes(code.toLowerCase()));
  return role === undefined ? '' : `role:${role.code}`;
}
