// The live preview: the real page in a frame, with the drafts of this definition, as a user, a role or oneself, as wide as a desk or a
// phone. It is loaded again when a draft has been kept.

import { element } from '../../../renderer/client/element.ts';
import { getFragment, getJson } from '../../../renderer/client/request.ts';
import { showForm } from './preview-form.ts';
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
const LISTS_AT_MOST = 4;

interface Kept {
  readonly isPhone?: boolean;
  readonly isLive?: boolean;
  readonly pages?: Readonly<Record<string, PageKept>>;
}

interface PageKept {
  readonly as?: string;
  readonly values?: Readonly<Record<string, string>>;
}

export function createPreview(session: Session): Preview {
  const { data } = session;
  let kept = remembered();
  let isPhone = kept.isPhone ?? innerWidth < 600;
  let isLive = kept.isLive !== false;
  let scroll = 0;

  const frame = element('iframe', { class: 'editor-frame', title: say('preview'), loading: 'lazy' });
  const viewport = element('div', { class: 'editor-viewport' }, frame);
  const stage = element('div', { class: 'preview-stage editor-preview-stage' }, viewport);
  const page = element('select', { class: 'custom-select', 'aria-label': say('previewPage') });
  // The code first: it tells pages apart in a narrow list, and titles hold tokens.
  for (const { code, title } of data.pages) page.append(element('option', { value: code }, title === '' ? code : `${code} · ${title}`));
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
  const chooseViewer = (): void => {
    const wanted = kept.pages?.[page.value]?.as;
    as.value = wanted !== undefined && [...as.options].some(({ value }) => value === wanted) ? wanted : firstViewer(session, page.value);
  };
  chooseViewer();
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
  // There is nothing to open until the address is known.
  const open = element(
    'a',
    { class: 'btn btn-sm btn-icon btn-quiet', target: '_blank', hidden: true, 'aria-label': say('previewOpen'), title: say('previewOpen') },
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

  /** Who looks and at which record is different for each page. */
  function rememberOfPage(change: PageKept): void {
    kept = { ...kept, pages: { ...kept.pages, [page.value]: { ...kept.pages?.[page.value], ...change } } };
    remember();
  }

  function remember(): void {
    kept = { ...kept, isPhone, isLive };
    try {
      localStorage.setItem(REMEMBERED, JSON.stringify(kept));
    } catch {
      // A browser that keeps nothing asks anew each time.
    }
  }

  function widthButton(name: 'display' | 'phone', label: string): HTMLElement {
    const made = element('button', { type: 'button', class: 'btn btn-sm btn-icon', 'aria-label': label, title: label }, glyph(name));
    made.addEventListener('click', () => {
      isPhone = name === 'phone';
      remember();
      drawWidth();
    });
    return made;
  }
  const desk = widthButton('display', say('previewDesk'));
  const phone = widthButton('phone', say('previewPhone'));
  width.append(desk, phone);

  function drawWidth(): void {
    desk.setAttribute('aria-pressed', String(!isPhone));
    phone.setAttribute('aria-pressed', String(isPhone));
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
          value: kept.pages?.[page.value]?.values?.[name] ?? '1',
          'data-name': name,
        });
        input.addEventListener('change', () => {
          rememberOfPage({ values: { ...kept.pages?.[page.value]?.values, [name]: input.value } });
          load();
        });
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

  /** A record that the viewer really has: the first that a list links to. What somebody typed stays. */
  async function findRecord(): Promise<void> {
    const inputs = [...values.querySelectorAll<HTMLInputElement>('input')];
    const [input] = inputs;
    if (input === undefined || inputs.length > 1 || kept.pages?.[page.value]?.values !== undefined) return;
    const route = routeNow();
    const beginning = route.slice(0, route.indexOf('{'));
    const link = new RegExp(`href="${beginning.replaceAll(/[^\w/-]/g, '.')}([^"/?#]+)["?#]`);
    const chosen = page.value;
    const untouched = input.value;
    try {
      const { data: lists } = await getJson<{ data: { code: string; roles: string[] }[] }>(
        `/admin/definitions/page/${encodeURIComponent(chosen)}/lists`,
        {
          isQuiet: true,
        },
      );
      const open = lists.filter(({ roles }) => isAdmittedBy(roles));
      for (const { code: list } of open.slice(0, LISTS_AT_MOST)) {
        const html = await getFragment(
          `/c/table/${encodeURIComponent(list)}?${new URLSearchParams(as.value === '' ? {} : { __view: as.value }).toString()}`,
          {
            isQuiet: true,
          },
        ).catch(() => '');
        const found = link.exec(html)?.[1];
        if (page.value !== chosen || input.value !== untouched) return;
        if (found === undefined) continue;
        input.value = decodeURIComponent(found);
        return;
      }
    } catch {
      // Without a list the first record is tried.
    }
  }

  /** Whether the one who looks may open what is for these roles. */
  function isAdmittedBy(roles: readonly string[]): boolean {
    const [kind, name = ''] = as.value.split(':');
    const own = kind === 'role' ? [name] : kind === 'user' ? (data.users.find(({ code }) => code === name)?.roles ?? []) : ['developer'];
    return roles.some((role) => role === 'all' || role === '*' || own.some((one) => one.toLowerCase() === role));
  }

  async function loadFirst(): Promise<void> {
    await findRecord();
    load();
  }

  function load(): void {
    if (data.pages.length === 0) return;
    const address = addressNow();
    open.href = address;
    open.hidden = false;
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
    if (data.kind === 'form') void showForm(frame, data.code);
  });
  page.addEventListener('change', () => {
    scroll = 0;
    chooseViewer();
    drawValues();
    void loadFirst();
  });
  as.addEventListener('change', () => {
    rememberOfPage({ as: as.value });
    void loadFirst();
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
  else void loadFirst();

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

/** Somebody whom the page and the definition admit; rather not one more developer. */
function firstViewer({ data, doc }: Session, page: string): string {
  if (data.kind === 'role') return `role:${data.code}`;
  const own = String(doc.value.roles ?? '')
    .split(',')
    .map((role) => role.trim().toLowerCase());
  const ofPage = data.pages.find(({ code }) => code === page)?.roles ?? [];
  const admitted = (role: string, list: readonly string[]): boolean =>
    list.length === 0 || list.includes('') || list.some((one) => one === 'all' || one === '*' || one === role.toLowerCase());
  const isAdmitted = (role: string): boolean => admitted(role, own) && admitted(role, ofPage);
  const users = data.users.filter(({ roles }) => roles.some(isAdmitted));
  const user = users.find(({ roles }) => !roles.includes('developer')) ?? users[0];
  if (user !== undefined) return `user:${user.code}`;
  const role = (data.choices.role ?? []).find(({ code }) => isAdmitted(code));
  return role === undefined ? '' : `role:${role.code}`;
}
