// Texts of auth: sign-in and the pages beside it.

export const auth = {
  signInTitle: 'Sign in',
  signInLead: 'Orders, requests and balance in one place.',
  login: 'E-mail or user name',
  password: 'Password',
  forgot: 'Forgot the password?',
  showPassword: 'Show the password',
  hidePassword: 'Hide the password',
  remember: 'Stay signed in on this device',
  signIn: 'Sign in',
  or: 'or',
  noAccount: 'No cabinet yet?',
  register: 'Register',
  terms: 'Terms',
  help: 'Help with signing in',
};
