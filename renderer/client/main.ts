// The browser's entry on every page: starts what the frame needs and activates the components that came with the page.

import { startActions } from './actions.ts';
import { activate } from './activate.ts';
import { startBits } from './bits.ts';
import { carryOut, startCommands } from './commands.ts';
import { confirmAction } from './confirm.ts';
import { startDrawer } from './drawer.ts';
import { startEarly } from './early.ts';
import { startGuards } from './guard.ts';
import { startKeyboard } from './keyboard.ts';
import { startLibraries } from './libraries.ts';
import { startLinks } from './links.ts';
import { onServerEvent, startLive } from './live.ts';
import { openForm } from './modal.ts';
import { startNotifications } from './notifications.ts';
import { refresh } from './refresh.ts';
import { getFragment, getJson, post, startNetworkWatch } from './request.ts';
import { startSearch } from './search.ts';
import { startTheme } from './theme.ts';
import { showToast, startToasts } from './toast.ts';

startLibraries();
startCommands();
startActions();
startToasts();
startLinks();
startGuards();
startTheme();
startDrawer();
startSearch();
startKeyboard();
startBits();
startNotifications();
startLive();
startNetworkWatch();
startEarly();
// For whoever has to wait until every component listens: page scripts that come late, and tests.
void activate(document).then(() => document.documentElement.setAttribute('data-activated', ''));
if ('serviceWorker' in navigator && window.isSecureContext) navigator.serviceWorker.register('/sw.js').catch(() => {});

/** What scripts of a solution's pages may use. */
Object.assign(window, {
  peregrine: { activate, carryOut, confirmAction, getFragment, getJson, onServerEvent, openForm, post, refresh, showToast },
});
document.dispatchEvent(new CustomEvent('as:ready'));
