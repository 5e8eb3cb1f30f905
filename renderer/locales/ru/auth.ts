// Texts of auth: sign-in and the pages beside it.

export const auth = {
  signInTitle: 'Вход в кабинет',
  signInLead: 'Заказы, заявки и баланс — в одном месте.',
  login: 'Почта или имя пользователя',
  password: 'Пароль',
  forgot: 'Забыли пароль?',
  showPassword: 'Показать пароль',
  hidePassword: 'Скрыть пароль',
  remember: 'Не выходить на этом устройстве',
  signIn: 'Войти',
  or: 'или',
  noAccount: 'Ещё нет кабинета?',
  register: 'Зарегистрироваться',
  terms: 'Условия',
  help: 'Помощь со входом',
};
