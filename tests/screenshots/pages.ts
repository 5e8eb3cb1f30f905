// Which pages of which cabinet have pictures, and which pictures the repository keeps.

export interface CabinetPage {
  /** Second part of the picture's name. */
  readonly name: string;
  readonly path: string;
  /** The picture is of the first link on the page that begins so: records have no fixed numbers. */
  readonly follow?: string;
}

const page = (name: string): CabinetPage => ({ name, path: `/${name}` });
const record = (name: string, list: string): CabinetPage => ({ name, path: `/${list}`, follow: `/${name}/` });

export interface Cabinet {
  /** First part of the picture's name, and who signs in unless `username` says otherwise. */
  readonly cabinet: string;
  readonly username?: string;
  /** The solution whose `docs/` keep the pictures. */
  readonly solution?: 'orders' | 'gallery';
  readonly pages: readonly CabinetPage[];
}

export const cabinets: readonly Cabinet[] = [
  {
    cabinet: 'client',
    pages: [
      page('client-home'),
      page('catalog'),
      record('product', 'catalog'),
      page('cart'),
      page('my-orders'),
      record('order', 'my-orders'),
      page('my-requests'),
      record('request', 'my-requests'),
      page('my-balance'),
      page('my-point'),
      page('notifications'),
      { name: 'profile', path: '/me' },
    ],
  },
  {
    cabinet: 'manager',
    pages: [
      page('manager-home'),
      page('orders'),
      { name: 'orders-kanban', path: '/orders?orders.view=kanban' },
      { name: 'orders-calendar', path: '/orders?orders.view=calendar' },
      record('order', 'orders'),
      page('requests'),
      record('request', 'requests'),
      page('clients'),
      record('client', 'clients'),
      page('payments'),
      page('point-settings'),
    ],
  },
  {
    cabinet: 'supervisor',
    pages: [
      page('supervisor-home'),
      page('points'),
      record('point', 'points'),
      page('managers'),
      page('products'),
      page('categories'),
      page('services'),
      page('loyalty'),
      page('checks'),
      page('settings'),
    ],
  },
  {
    cabinet: 'developer',
    pages: [
      { name: 'overview', path: '/admin' },
      { name: 'definitions', path: '/admin/definitions' },
      { name: 'form-editor', path: '/admin/definitions/form/request' },
      { name: 'wizard', path: '/admin/wizard' },
      { name: 'workshop', path: '/admin/workshop/module/dbo/fm_order_saveItem' },
      { name: 'data', path: '/admin/data' },
      { name: 'diagnostics', path: '/admin/diagnostics' },
      { name: 'users', path: '/admin/users' },
      { name: 'user', path: '/admin/users?q=manager', follow: '/admin/users/1' },
      { name: 'rights', path: '/admin/users/matrix' },
      { name: 'texts', path: '/admin/texts' },
      { name: 'settings', path: '/admin/settings' },
      { name: 'versions', path: '/admin/versions' },
      { name: 'trace', path: '/admin/trace' },
      { name: 'checks', path: '/admin/checks' },
    ],
  },
  // The last one: it is installed only now, so that the pictures before do not know it.
  {
    cabinet: 'gallery',
    username: 'developer',
    solution: 'gallery',
    pages: [
      { name: 'overview', path: '/gallery' },
      ...[
        'fields',
        'layout',
        'behaviour',
        'table',
        'columns',
        'editing',
        'views',
        'dashboard',
        'charts',
        'trees',
        'status',
        'files',
        'chat',
        'blocks',
        'markup',
        'notifications',
        'checks',
        'texts',
      ].map((name) => ({ name, path: `/gallery/${name}` })),
    ],
  },
];

export const keptPictures: readonly string[] = [
  'client-catalog-en-light-1440.png',
  'client-client-home-en-light-390.png',
  'client-client-home-ru-light-1440.png',
  'client-order-en-light-390.png',
  'manager-manager-home-en-dark-1440.png',
  'manager-order-en-light-1440.png',
  'manager-orders-en-light-1440.png',
  'manager-orders-ru-light-390.png',
  'manager-orders-kanban-en-light-1440.png',
  'manager-orders-calendar-ru-dark-1440.png',
  'supervisor-products-ru-light-1440.png',
  'supervisor-supervisor-home-en-light-1440.png',
  'supervisor-checks-ru-light-1440.png',
  'developer-overview-ru-light-1440.png',
  'developer-form-editor-en-light-1440.png',
  'developer-workshop-en-dark-1440.png',
  'developer-users-en-light-390.png',
  'gallery-fields-en-light-1440.png',
  'gallery-charts-ru-dark-390.png',
];
