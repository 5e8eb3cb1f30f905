// A new role: its definition, the home page of its cabinet with a few words of welcome, its menu, and who has it first.

import { Type } from 'typebox';
import type { Static } from 'typebox';
import type { WizardCatalogue } from './catalogue.ts';
import { both } from './definitions.ts';
import type { PlannedDefinition } from './definitions.ts';
import { planDefinitions } from './plan.ts';
import type { Plan } from './plan.ts';
import type { SpecFinding } from './spec.ts';

const text = (maxLength: number) => Type.String({ maxLength });

export const roleSpecSchema = Type.Object(
  {
    code: text(64),
    title: Type.Object({ en: text(200), ru: text(200) }, { additionalProperties: false }),
    icon: text(64),
    /** First words of the home page; may stay empty. */
    welcome: Type.Object({ en: text(2000), ru: text(2000) }, { additionalProperties: false }),
    /** Empty user name: nobody yet. */
    user: Type.Object({ username: text(64), displayName: text(128), email: text(128) }, { additionalProperties: false }),
  },
  { additionalProperties: false },
);
export type RoleSpec = Static<typeof roleSpecSchema>;

const codePattern = /^[a-z][a-z0-9]*([-_][a-z0-9]+)*$/i;
const LONGEST_CODE = 40;

export function planRole(spec: RoleSpec, catalogue: WizardCatalogue): Plan {
  const findings = check(spec, catalogue);
  const nothing = { findings, problems: [], statements: [], modules: [], definitions: [] };
  if (findings.some(({ severity }) => severity === 'error')) return nothing;
  return { ...nothing, ...planDefinitions(roleDefinitions(spec)) };
}

function homePageOf(role: string): string {
  return `${role}-home`;
}

function roleDefinitions({ code, title, icon, welcome }: RoleSpec): PlannedDefinition[] {
  const home = homePageOf(code);
  const overview = { en: 'Overview', ru: 'Обзор' };
  const key = `${code}.welcome`;
  const words = both(welcome);
  const hasWords = words !== '';
  return [
    ...(hasWords
      ? [
          {
            kind: 'label' as const,
            code,
            expectedVersion: 0,
            body: {
              title: both(title),
              texts: { [key]: { en: welcome.en.trim() || welcome.ru.trim(), ru: welcome.ru.trim() || welcome.en.trim() } },
            },
          },
        ]
      : []),
    {
      kind: 'page',
      code: home,
      expectedVersion: 0,
      body: {
        title: overview,
        icon: 'house',
        roles: code,
        route: `/${home}`,
        width: 'wide',
        markup: hasWords ? `<div class="card"><div class="card-body">\n  <p class="mb-0">{t:${key}}</p>\n</div></div>` : '',
        itemType: 'none',
      },
    },
    {
      kind: 'menu',
      code,
      expectedVersion: 0,
      body: { title: both(title), items: [{ code: home, text: overview, icon: 'house', page: home }] },
    },
    { kind: 'role', code, expectedVersion: 0, body: { title: both(title), homePage: home, menu: code, icon, ord: 50 } },
  ];
}

function check({ code, title, icon, welcome, user }: RoleSpec, { definitions }: WizardCatalogue): SpecFinding[] {
  const error = (place: string, finding: string, params?: SpecFinding['params']): SpecFinding => ({
    severity: 'error',
    place,
    text: finding,
    ...(params !== undefined && { params }),
  });
  const found: SpecFinding[] = [];
  if (title.en.trim() === '' && title.ru.trim() === '') found.push(error('title/en', 'needName'));
  if (!codePattern.test(code) || code.length > LONGEST_CODE || code === 'all') found.push(error('code', 'badCode'));
  else {
    const taken = [['role', code], ['menu', code], ['page', homePageOf(code)], ...(both(welcome) === '' ? [] : [['label', code]])];
    for (const [kind = '', name = ''] of taken) {
      if (definitions.has(`${kind}/${name}`.toLowerCase())) found.push(error('code', `taken_${kind}`, { code: name }));
    }
  }
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(icon)) found.push(error('icon', 'badIcon'));
  const { username, email } = user;
  if (username.trim() !== '' && !/^[\p{L}\p{N}._@+-]{1,64}$/u.test(username.trim())) found.push(error('user/username', 'badUsername'));
  if (username.trim() === '' && (user.displayName.trim() !== '' || email.trim() !== '')) found.push(error('user/username', 'needUsername'));
  if (email.trim() !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim())) found.push(error('user/email', 'badEmail'));
  return found;
}
