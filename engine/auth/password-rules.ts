// What a password must be: long enough, not the person's own names, not one that everybody tries first. No rules about kinds of
// characters: they make passwords worse.

import type { TextKey } from '../../renderer/locale.ts';

const SHORTEST_PASSWORD = 10;
/** Bounds the work of hashing; far above what a manager of passwords makes. */
const LONGEST_PASSWORD = 128;

export type PasswordProblem = Extract<TextKey, `auth.password${string}`>;

/** Bases of the passwords that lists of leaks begin with; digits and signs around them do not help. */
const COMMON = new Set([
  'password',
  'passwort',
  'parol',
  'пароль',
  'qwerty',
  'qwertyuiop',
  'qwertyuiopasdfghjkl',
  'qazwsxedc',
  'qazwsx',
  'asdfghjkl',
  'zxcvbnm',
  'йцукен',
  'йцукенгшщз',
  'йцукенгшщзхъ',
  'фывапролдж',
  'letmein',
  'welcome',
  'iloveyou',
  'princess',
  'sunshine',
  'football',
  'baseball',
  'superman',
  'batman',
  'dragon',
  'monkey',
  'master',
  'shadow',
  'michael',
  'charlie',
  'jordan',
  'trustno',
  'starwars',
  'computer',
  'internet',
  'samsung',
  'whatever',
  'changeme',
  'default',
  'secret',
  'admin',
  'administrator',
  'root',
  'user',
  'login',
  'guest',
  'test',
  'demo',
  'abcdefghij',
  'abcdefgh',
  'abc',
  'a',
  'passw',
  'pass',
  'hello',
  'freedom',
  'nothing',
  'любимая',
  'любовь',
  'наташа',
  'привет',
  'солнышко',
  'максим',
  'марина',
  'кристина',
  'россия',
  'спартак',
  'зенит',
  'lovely',
  'peregrine',
  'company',
  'manager',
  'client',
  'supervisor',
]);
const RUNS = [
  '01234567890123456789',
  '09876543210987654321',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  'йцукенгшщзхъфывапролджэячсмитьбю',
  '1q2w3e4r5t6y7u8i9o0p',
];

/** The first thing wrong with the password as a key of the texts, or undefined. `names`: user name, e-mail, display name. */
export function passwordProblem(password: string, names: readonly (string | null | undefined)[]): PasswordProblem | undefined {
  const bare = password.normalize('NFKC').toLowerCase();
  const length = [...password].length;
  if (length < SHORTEST_PASSWORD) return 'auth.passwordShort';
  if (length > LONGEST_PASSWORD) return 'auth.passwordLong';
  if (names.some((name) => isOwnName(bare, name))) return 'auth.passwordOwnName';
  if (isCommon(bare)) return 'auth.passwordCommon';
  return undefined;
}

function isOwnName(bare: string, name: string | null | undefined): boolean {
  const parts = [name ?? '', (name ?? '').split('@')[0] ?? ''].map((part) => part.normalize('NFKC').toLowerCase().trim());
  return parts.some((part) => part.length >= 3 && (bare === part || bare === part.repeat(2) || lettersOf(bare) === lettersOf(part)));
}

function isCommon(bare: string): boolean {
  if (new Set(bare).size <= 3) return true;
  if (RUNS.some((run) => run.includes(bare) || [...run].reverse().join('').includes(bare))) return true;
  const half = bare.slice(0, bare.length / 2);
  if (bare === half + half && isCommonBase(half)) return true;
  return isCommonBase(bare);
}

function isCommonBase(bare: string): boolean {
  return [bare, lettersOf(bare)].some((form) => {
    const plain = form.replaceAll('@', 'a').replaceAll('$', 's');
    const digitless = plain.replaceAll('0', 'o').replaceAll('1', 'i');
    return [form, plain, digitless].map(lettersOf).some((letters) => letters === '' || COMMON.has(letters));
  });
}

/** Without digits and signs at both ends: `Password2024!` is `password`. */
function lettersOf(text: string): string {
  return text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
}
