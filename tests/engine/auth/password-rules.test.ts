// Which passwords are taken and which are refused, with the reason.

import { expect, test } from 'vitest';
import { passwordProblem } from '../../../engine/auth/password-rules.ts';

const NAMES = ['m.kotova', 'm.kotova@example.com', 'Мария Котова'];

test.each([
  ['correct horse battery', undefined],
  ['красный кит плывёт', undefined],
  ['tr0ub4dor&3x', undefined],
  ['demo-day in october', undefined],
  ['short', 'auth.passwordShort'],
  ['👍👍👍👍👍👍👍👍👍', 'auth.passwordShort'],
  ['x'.repeat(129), 'auth.passwordLong'],
  ['m.kotova2024', 'auth.passwordOwnName'],
  ['M.KOTOVA@EXAMPLE.COM', 'auth.passwordOwnName'],
  ['Мария Котова', 'auth.passwordOwnName'],
  ['password123', 'auth.passwordCommon'],
  ['P@ssw0rd!!!2024', 'auth.passwordCommon'],
  ['1234567890', 'auth.passwordCommon'],
  ['9876543210', 'auth.passwordCommon'],
  ['aaaaaaaaaaaaaa', 'auth.passwordCommon'],
  ['qwertyuiop', 'auth.passwordCommon'],
  ['йцукенгшщз', 'auth.passwordCommon'],
  ['Пароль123456', 'auth.passwordCommon'],
  ['passwordpassword', 'auth.passwordCommon'],
])('%s: %s', (password, problem) => {
  expect(passwordProblem(password, NAMES)).toBe(problem);
});
