import { describe, expect, it } from 'vitest';
import { isAllowed, isPartAllowed } from '../../engine/access.ts';
import type { Visitor } from '../../engine/request-context.ts';

const nobody: Visitor = {
  userID: null,
  username: '',
  displayName: '',
  roles: new Set(),
  lang: 'en',
  theme: 'auto',
  density: 'comfortable',
  timeZone: 'UTC',
  avatarFileID: null,
  sessionID: null,
  realUsername: null,
};
const manager: Visitor = { ...nobody, userID: 2, username: 'm', roles: new Set(['manager']) };

describe('isAllowed', () => {
  it.each([
    [undefined, false, false],
    ['', false, false],
    [' , ', false, false],
    ['all', true, true],
    ['*', false, true],
    ['manager', false, true],
    [' Client , MANAGER ', false, true],
    ['client', false, false],
    ['man', false, false],
  ])('%j: anonymous %s, manager %s', (roles, anonymous, signedIn) => {
    expect([isAllowed(roles, nobody), isAllowed(roles, manager)]).toEqual([anonymous, signedIn]);
  });
});

it('a part without roles is as open as the whole', () => {
  expect([isPartAllowed(undefined, nobody), isPartAllowed(' ', nobody), isPartAllowed('client', manager)]).toEqual([true, true, false]);
});
