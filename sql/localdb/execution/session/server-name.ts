// The name by which the server calls itself.

import { hostname } from 'node:os';

export const SERVER_NAME = hostname().split('.')[0]?.toUpperCase() ?? 'LOCALHOST';
