// Settings of the platform itself: they have no definitions, so that no package carries or changes them.

import type { SettingDefinition } from '../../metadata/kinds/setting.ts';

const signIn = { en: 'Sign-in', ru: 'Вход' };

export const platformSettings: Readonly<Record<string, SettingDefinition>> = {
  authIdleMinutes: {
    title: { en: 'Idle session ends after, minutes', ru: 'Сеанс без действий, минут' },
    description: { en: 'Of who did not choose to stay signed in.', ru: 'Для тех, кто не выбрал оставаться в системе.' },
    category: signIn,
    type: 'number',
    default: '120',
    min: 1,
    max: 525_600,
    ...rest(10),
  },
  authSessionHours: {
    title: { en: 'Any session ends after, hours', ru: 'Любой сеанс, часов' },
    description: { en: 'In use or not, unless one stays signed in.', ru: 'Даже если им пользуются, кроме оставшихся в системе.' },
    category: signIn,
    type: 'number',
    default: '24',
    min: 1,
    max: 8760,
    ...rest(20),
  },
  authKeepDays: {
    title: { en: '“Stay signed in” lasts, days', ru: '«Оставаться в системе», дней' },
    category: signIn,
    type: 'number',
    default: '30',
    min: 1,
    max: 365,
    ...rest(30),
  },
  authConfirmEmail: {
    title: { en: 'Confirm e-mail addresses', ru: 'Подтверждать адреса почты' },
    description: {
      en: 'Who registers has to open a link in a letter. Without a mail server nobody is asked.',
      ru: 'Кто регистрируется, открывает ссылку из письма. Без почтового сервера никого не спрашивают.',
    },
    category: signIn,
    type: 'boolean',
    default: 'true',
    ...rest(40),
  },
  workshopRules: {
    title: { en: 'Warnings of the SQL workshop', ru: 'Предупреждения мастерской SQL' },
    description: {
      en: 'By rule: off, warning or error; {"noCount": "off"}. Rules: username, dynamicSql, noCount, xactAbort, tryCatch, nvarcharColumn, selectStar. A comment -- allow: selectStar allows one in its place.',
      ru: 'По правилам: off, warning или error; {"noCount": "off"}. Правила: username, dynamicSql, noCount, xactAbort, tryCatch, nvarcharColumn, selectStar. Комментарий -- allow: selectStar разрешает отступление на своём месте.',
    },
    category: { en: 'Developer’s cabinet', ru: 'Кабинет разработчика' },
    type: 'json',
    ...rest(10),
  },
};

function rest(ord: number): Pick<SettingDefinition, 'isSecret' | 'isPublic' | 'ord'> {
  return { isSecret: false, isPublic: false, ord };
}
