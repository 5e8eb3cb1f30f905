// A role: what a group of users is called, where it lands after sign-in and what it may do beside seeing components.

import { Type } from 'typebox';
import type { Static } from 'typebox';
import { color, icon, localText, reference } from './shared.ts';
import { choice, flag, list, say, strict, whole } from './vocabulary.ts';

const rolePermissions = {
  trustHtml: 'May write HTML that others see|Может писать HTML, который видят другие',
  viewTrace: 'Sees traces and errors|Видит трассировку и ошибки',
  develop: 'Opens the developer cabinet|Открывает кабинет разработчика',
  impersonate: 'May act as another user|Может действовать от имени другого',
  manageUsers: 'Manages users and roles|Управляет пользователями и ролями',
} as const;

export const roleSchema = strict({
  title: localText({ maxLength: 200, ...say('Title|Name of the role for people.', 'Название|Имя роли для людей.') }),
  description: Type.Optional(localText(say('Description|What the role is for.', 'Описание|Для чего эта роль.'))),
  isActive: flag(
    true,
    say(
      'Active|An inactive role gives nothing from the next request on.',
      'Действует|Выключенная роль ничего не даёт со следующего запроса.',
    ),
  ),
  homePage: Type.Optional(
    reference('page', say('Home page|Where its users land after sign-in.', 'Начальная страница|Куда попадают после входа.')),
  ),
  menu: Type.Optional(reference('menu', say('Menu|Menu of its cabinet.', 'Меню|Меню её кабинета.'))),
  icon: Type.Optional(icon),
  color: Type.Optional(color),
  isSystem: flag(
    false,
    say('System role|Belongs to the platform and cannot be deleted.', 'Системная|Принадлежит платформе, удалить нельзя.'),
  ),
  canRegister: flag(
    false,
    say(
      'Open for registration|Anybody may register in this role, with a name, an e-mail and a password; a registration form adds fields.',
      'Открыта регистрация|Любой может зарегистрироваться в этой роли с именем, почтой и паролем; форма регистрации добавляет поля.',
    ),
  ),
  registrationForm: Type.Optional(
    reference(
      'form',
      say(
        'Registration form|With it people may register themselves in this role.',
        'Форма регистрации|С ней в этой роли можно зарегистрироваться самому.',
      ),
    ),
  ),
  requireTotp: flag(
    false,
    say(
      'Second factor required|Its users must enrol a one-time password.',
      'Второй фактор обязателен|Пользователи должны подключить одноразовый пароль.',
    ),
  ),
  permissions: list(choice(rolePermissions, say('Permission|A right of the platform.', 'Право|Право платформы.')), {
    uniqueItems: true,
    ...say('Permissions|Rights beside seeing components.', 'Права|Права помимо доступа к компонентам.'),
  }),
  ord: whole({
    default: 100,
    ...say(
      'Order|Place among the roles; the first role of a user decides home page and menu.',
      'Порядок|Место среди ролей; первая роль пользователя задаёт начальную страницу и меню.',
    ),
  }),
});

export type RoleDefinition = Static<typeof roleSchema>;
